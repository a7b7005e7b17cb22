/**
 * `fapi2-security-profile-final-client-refresh-token-test`: the API takes no token until two refreshes were
 * made, the first of which brought a new refresh token. With one refresh and one repeat for each call of
 * the browser, the second call succeeds.
 */
import { expect, it } from 'vitest'
import { openFapi } from '../fapi.ts'
import { expectProofs } from '../fapi-checks.ts'
import { callApi } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

it('refreshes on 401, goes on with the new refresh token, and gets through [CM-33, TS-06, TS-08]', async () => {
  const encounter = await openEncounter({ rotatesRefreshTokens: true })
  const { browser } = await encounter.signIn()
  const { liar } = encounter
  const { token, userinfo } = liar.seen
  const refreshes = () => token.filter(({ body }) => body.get('grant_type') === 'refresh_token')
  const headers = { 'www-authenticate': 'bearer error="invalid_token"' }
  const refusal = { status: 401, headers, body: '' }
  liar.lie({ wire: { userinfo: (answer) => (refreshes().length < 2 ? refusal : answer) } })
  const before = userinfo.length

  expect((await callApi(encounter, browser)).status).toBe(401)
  expect([refreshes().length, userinfo.length - before]).toEqual([1, 2])
  const answer = await callApi(encounter, browser)
  expect(await answer.json()).toMatchObject({ sub: 'ada' })
  expect([refreshes().length, userinfo.length - before]).toEqual([2, 4])

  const refreshTokens = refreshes().map(({ body }) => body.get('refresh_token'))
  expect(new Set(refreshTokens).size).toBe(2)
  const used = userinfo.slice(before).map(({ headers: { authorization } }) => authorization)
  expect([used[1], new Set(used).size]).toEqual([used[2], 3])
})

it('does so with bound tokens, by one key from first to last [CM-33, TS-06, TS-08, SX-15]', async () => {
  const encounter = await openFapi({ nonces: 'stays' })
  const { browser } = await encounter.signIn()
  const { liar, api } = encounter
  const { token } = liar.seen
  const refreshes = () => token.filter(({ body }) => body.get('grant_type') === 'refresh_token')
  const headers = { 'www-authenticate': 'dpop error="invalid_token"' }
  const refusal = { status: 401, headers, body: '' }
  api.lie({ nonces: 'none', wire: (answer) => (refreshes().length < 2 ? refusal : answer) })

  expect((await callApi(encounter, browser)).status).toBe(401)
  expect((await callApi(encounter, browser)).status).toBe(200)
  expect([refreshes().length, api.statuses]).toEqual([2, [401, 401, 401, 200]])
  expect(new Set(refreshes().map(({ body }) => body.get('refresh_token'))).size).toBe(2)
  await expectProofs(encounter)
})

it('keeps the session, without a refresh token too, while the API takes nothing [CM-33, TS-08]', async () => {
  const encounter = await openEncounter({
    tokenResponse: ({ refresh_token: _, ...response }) => response,
  })
  const { browser } = await encounter.signIn()
  const { liar, bff } = encounter
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  liar.lie({ wire: { userinfo: () => ({ status: 401, headers, body: '' }) } })
  const before = liar.seen.userinfo.length

  const answer = await callApi(encounter, browser)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'resource-refused' })
  expect(liar.seen.userinfo).toHaveLength(before + 1)
  const session = await browser.fetch(`${bff.origin}/auth/session`)
  expect(await session.json()).toMatchObject({ status: 'signed-in' })
})
