/** `oidcc-client-test-rp-backchannel-rpinitlogout-alg-none`: the logout token is not signed. */
import { it } from 'vitest'
import { unsigned } from '../liar/forgeries.ts'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses an unsigned logout token [CM-23, LO-10]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutToken: (jwt) => unsigned(jwt, 'none', 'logout+jwt'),
  })
  await expectRefused(answer, witness, 'alg')
})
