/**
 * `oidcc-client-test-refresh-token`: the server issues refresh tokens, and its access tokens run
 * out.
 */
import { expect, it } from 'vitest'
import { callApi, pastExpiryMs } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  ['that rotates refresh tokens', true],
  ['that keeps the refresh token', false],
])('refreshes three times at a server %s [CM-17, TS-05, TS-06]', async (_what, rotates) => {
  const encounter = await openEncounter({ rotatesRefreshTokens: rotates })
  const { browser } = await encounter.signIn()
  for (let refresh = 0; refresh < 3; refresh += 1) {
    encounter.bff.clock.advance(pastExpiryMs)
    const answer = await callApi(encounter, browser)
    expect(await answer.json()).toMatchObject({ sub: 'ada' })
  }

  const { token, userinfo } = encounter.liar.seen
  expect(token.map(({ body }) => body.get('grant_type'))).toEqual([
    'authorization_code',
    'refresh_token',
    'refresh_token',
    'refresh_token',
  ])
  const refreshTokens = token.slice(1).map(({ body }) => body.get('refresh_token'))
  expect(new Set(refreshTokens).size).toBe(rotates ? 3 : 1)
  expect(new Set(userinfo.map(({ headers }) => headers.authorization)).size).toBe(4)
})
