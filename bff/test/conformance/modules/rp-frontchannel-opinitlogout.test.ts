/**
 * `oidcc-client-test-rp-frontchannel-opinitlogout`: the person signs out there, and nobody asked
 * us.
 */
import { expect, it } from 'vitest'
import { openFrame, viewOf } from '../provider-sign-out.ts'
import { signIn } from '../sign-in.ts'

it('ends the session that the frame names [CM-25, LO-18]', async () => {
  const attempt = await signIn({}, { env: { OIDC_FRONTCHANNEL_LOGOUT: 'on' } })
  const { sid = '' } = attempt.liar.signIns[0] ?? {}
  const query = new URLSearchParams({ iss: attempt.liar.issuer, sid })
  const framed = await openFrame(`${attempt.bff.origin}/auth/frontchannel-logout?${query}`)
  expect(framed.status).toBe(200)
  expect(await viewOf(attempt)).toEqual({ status: 'signed-out', reason: 'front-channel' })
})
