/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss`: the logout token names another issuer.
 */
import { it } from 'vitest'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token of another issuer [CM-23, LO-10, LO-11]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutTokenClaims: (claims) => ({ ...claims, iss: 'https://other.example' }),
  })
  await expectRefused(answer, witness, 'iss')
})
