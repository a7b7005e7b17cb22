/** `oidcc-client-test-rp-backchannel-rpinitlogout-no-event`: the logout token has no `events`. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token without events [CM-24, LO-11]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutTokenClaims: without('events'),
  })
  await expectRefused(answer, witness, 'events')
})
