/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event`: `events` speaks of something else.
 */
import { it } from 'vitest'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token of another event [CM-24, LO-11]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    logoutTokenClaims: (claims) => ({ ...claims, events: { 'https://other.example/event': {} } }),
  })
  await expectRefused(answer, witness, 'events')
})
