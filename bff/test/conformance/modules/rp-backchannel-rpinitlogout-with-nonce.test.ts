/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce`: the logout token has a `nonce`, as ID
 * tokens do.
 */
import { it } from 'vitest'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token with a nonce [CM-24, LO-11]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutTokenClaims: (claims) => ({ ...claims, nonce: 'a-nonce' }),
  })
  await expectRefused(answer, witness, 'nonce')
})
