/**
 * Somebody floods the one door that asks for neither cookie nor page: each token costs a signature check at
 * least (Back-Channel Logout §2.5, §4). And somebody would like to use the limit up, so that real logouts are
 * refused: it counts by address, and what is proven does not count.
 */
import { expect, it } from 'vitest'
import type { ProblemBody } from 'shared/problem'
import { exchange } from '../wire.ts'
import { openScene, type Scene, signedIn, viewOf } from './scene.ts'

const env = { TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT_BACKCHANNEL_LOGOUT: 'address:2/3600' }

function tell({ origin }: Scene, token: string, address: string): Promise<Response> {
  return exchange(new URL('/auth/backchannel-logout', origin), {
    method: 'POST',
    headers: new Headers({
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': address,
    }),
    body: String(new URLSearchParams({ logout_token: token })),
  })
}

it('is refused before anything is looked at, and real logouts are not [LO-09, PX-27]', async () => {
  const scene = await openScene({}, { env })
  const browser = await signedIn(scene)
  const statuses = []
  for (let time = 0; time < 4; time++) {
    statuses.push((await tell(scene, 'made.up.token', '203.0.113.7')).status)
  }
  expect(statuses).toEqual([400, 400, 429, 429])
  expect(scene.bff.logged('logout.provider-refused')).toHaveLength(2)

  const real = await scene.liar.logoutToken(scene.liar.signIns[0]!)
  expect((await tell(scene, real, '198.51.100.1')).status).toBe(200)
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-out' })
})

it('says so in our own words, with a time to come back [LO-09]', async () => {
  const scene = await openScene({}, { env })
  await tell(scene, 'made.up.token', '203.0.113.7')
  await tell(scene, 'made.up.token', '203.0.113.7')
  const answer = await tell(scene, 'made.up.token', '203.0.113.7')
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { code, retryAfter } = (await answer.json()) as ProblemBody
  expect(code).toBe('too-many-calls')
  expect(answer.headers.get('retry-after')).toBe(String(retryAfter))
})

it('does not count what is proven, however much there is of it [LO-09, LO-14]', async () => {
  const scene = await openScene({}, { env })
  await signedIn(scene)
  const statuses = []
  for (let time = 0; time < 5; time++) {
    const token = await scene.liar.logoutToken(scene.liar.signIns[0]!)
    statuses.push((await tell(scene, token, '198.51.100.1')).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200])
})
