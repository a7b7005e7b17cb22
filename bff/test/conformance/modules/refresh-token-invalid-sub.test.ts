/** `oidcc-client-test-refresh-token-invalid-sub`: the refreshed ID token is about somebody else. */
import { expect, it } from 'vitest'
import { callApi, pastExpiryMs, whenRefreshed } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

it('ends the session when the refreshed ID token is about somebody else [CM-18, TS-11]', async () => {
  const encounter = await openEncounter(whenRefreshed((claims) => ({ ...claims, sub: 'mallory' })))
  const { browser } = await encounter.signIn()
  const { userinfo } = encounter.liar.seen
  const before = userinfo.length
  encounter.bff.clock.advance(pastExpiryMs)

  const answer = await callApi(encounter, browser)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'session-ended', reason: 'refresh-failed' })
  expect(userinfo).toHaveLength(before)
  const session = await browser.fetch(`${encounter.bff.origin}/auth/session`)
  expect(await session.json()).toMatchObject({ status: 'signed-out' })
})
