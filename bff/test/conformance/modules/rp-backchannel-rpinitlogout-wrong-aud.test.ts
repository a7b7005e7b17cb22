/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud`: the logout token is meant for another
 * client.
 */
import { it } from 'vitest'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token for another client [CM-23, LO-11]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutTokenClaims: (claims) => ({ ...claims, aud: 'another-client' }),
  })
  await expectRefused(answer, witness, 'aud')
})
