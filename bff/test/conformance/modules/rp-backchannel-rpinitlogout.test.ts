/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout`: a right logout token, sent while the person
 * signs out.
 */
import { expect, it } from 'vitest'
import { landingOf } from '../sign-in.ts'
import { expectDone, signOutWithWitness, viewOf } from '../provider-sign-out.ts'

it('answers 200, ends the session, and handles the return [CM-22, LO-14, LO-15]', async () => {
  const { bff, answer, witness, page } = await signOutWithWitness({ backchannelLogout: true })
  await expectDone(answer)
  expect(await viewOf(witness)).toEqual({ status: 'signed-out', reason: 'back-channel' })
  expect(landingOf(page.url)).toBe('/signed-out')
  expect(bff.logged('session.ended').map(({ reason }) => reason)).toEqual(['user', 'back-channel'])
})
