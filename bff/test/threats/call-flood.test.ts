/**
 * A page that runs wild, or a stolen cookie in a script: calls without end in one person's name (ASVS 2.4.1,
 * RFC 10017 §6.1.4.1). What is refused for that costs neither the API nor the authorization server anything, and
 * says so in a way that both a script and the web app understand.
 */
import { expect, it } from 'vitest'
import type { ProblemBody } from 'shared/problem'
import { resourceTable } from '../../src/api/resources.ts'
import { createBrowser } from '../browser.ts'
import { instanceCount } from '../instances.ts'
import { openManagement } from '../scrape.ts'
import { exchange } from '../wire.ts'
import { askWith, cookieHeaderOf, openScene, type Scene, signedIn } from './scene.ts'

const env = { RATE_LIMIT_ORDINARY: 'session:3/3600', RATE_LIMIT_COSTLY: 'session:1/3600' }

/** One after the other. @returns the last answer, the statuses of all */
async function callOften(scene: Scene, cookie: string, times: number, path = '/api/notes') {
  const statuses: number[] = []
  for (;;) {
    const answer = await askWith(cookie, scene.origin + path)
    statuses.push(answer.status)
    if (statuses.length === times) return { answer, statuses }
    await answer.text()
  }
}

it('never reaches the API, and tells when to come back [PX-27, FE-10]', async () => {
  const scene = await openScene({}, { env })
  const cookie = cookieHeaderOf(await signedIn(scene))
  const { answer, statuses } = await callOften(scene, cookie, 6)
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
  expect(scene.api.seen).toHaveLength(3)

  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.headers.get('claimcheck-refusal')).toBe('too-many-calls')
  expect(answer.headers.get('ratelimit-policy')).toBe('"ordinary-session";q=3;w=3600')
  expect(answer.headers.get('ratelimit')).toMatch(/^"ordinary-session";r=0;t=\d+$/)
  const { code, retryAfter = 0 } = (await answer.json()) as ProblemBody
  expect(code).toBe('too-many-calls')
  expect(retryAfter).toBeGreaterThan(0)
  expect(answer.headers.get('retry-after')).toBe(String(retryAfter))
})

it('is counted each time and stands in the audit trail once, with who it was [EL-05]', async ({
  skip,
}) => {
  skip(instanceCount > 1, 'each instance counts for itself')
  const scene = await openScene({}, { env: { ...env, MANAGEMENT_PORT: '0' } })
  const management = await openManagement(scene.bff)
  await callOften(scene, cookieHeaderOf(await signedIn(scene)), 6)
  expect(await management.valueOf('bff_rate_limited_total{where="ordinary"}')).toBe(3)
  const [started] = scene.bff.logged('login.succeeded')
  const { session, subject } = started ?? {}
  const audited = scene.bff.logged('excess_rate_limit_exceeded')
  expect(audited).toEqual([
    expect.objectContaining({ where: 'ordinary', by: 'session', session, subject }),
  ])
})

it('keeps nobody else waiting [PX-27]', async () => {
  const scene = await openScene({}, { env })
  await callOften(scene, cookieHeaderOf(await signedIn(scene)), 4)
  const other = cookieHeaderOf(await signedIn(scene, createBrowser()))
  expect((await callOften(scene, other, 1)).statuses).toEqual([200])
})

it('is one for all sessions of a person, where the rule says so [PX-27]', async () => {
  const scene = await openScene({}, { env: { RATE_LIMIT_ORDINARY: 'subject:3/3600' } })
  const [here, there] = [await signedIn(scene), await signedIn(scene, createBrowser())]
  await callOften(scene, cookieHeaderOf(here), 2)
  expect((await callOften(scene, cookieHeaderOf(there), 3)).statuses).toEqual([200, 429, 429])
})

it('is held against an address where nobody has to sign in [PX-27]', async () => {
  const table = { notes: { ...resourceTable.notes, token: 'userOrNone' as const } }
  const addresses = { TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT_ORDINARY: 'address:2/3600' }
  const scene = await openScene({}, { env: addresses, table })
  const call = async (address: string, cookie = '') => {
    const headers = new Headers({ 'x-csrf': '1', 'x-forwarded-for': address, cookie })
    const url = new URL(`${scene.origin}/api/notes`)
    return (await exchange(url, { method: 'GET', headers })).status
  }
  const flood = [await call('203.0.113.7'), await call('203.0.113.7'), await call('203.0.113.7')]
  expect([...flood, await call('203.0.113.8')]).toEqual([200, 200, 429, 200])
  const colleague = cookieHeaderOf(await signedIn(scene))
  expect(await call('203.0.113.7', colleague)).toBe(200)
})

it('is announced on answers of the API, from where it comes near', async () => {
  const scene = await openScene({}, { env: { RATE_LIMIT_ORDINARY: 'session:4/3600' } })
  const cookie = cookieHeaderOf(await signedIn(scene))
  const { answer: third } = await callOften(scene, cookie, 3)
  expect(third.headers.get('ratelimit')).toBeNull()
  const { answer: fourth } = await callOften(scene, cookie, 1)
  expect(fourth.status).toBe(200)
  expect(fourth.headers.get('ratelimit-policy')).toBe('"ordinary-session";q=4;w=3600')
  expect(fourth.headers.get('ratelimit')).toMatch(/^"ordinary-session";r=0;t=\d+$/)
})

it('is not announced in place of what the API says of its own limits', async () => {
  const scene = await openScene({}, { env: { RATE_LIMIT_ORDINARY: 'session:1/3600' } })
  scene.api.answer = (_request, response) => {
    response.setHeader('RateLimit', '"theirs";r=7;t=5')
    response.end('[]')
  }
  const { answer } = await callOften(scene, cookieHeaderOf(await signedIn(scene)), 1)
  expect(answer.headers.get('ratelimit')).toBe('"theirs";r=7;t=5')
})

it('spends no refresh on what is refused', async () => {
  const table = {
    notes: { ...resourceTable.notes, routes: { '/free': { rate: 'none' as const } } },
  }
  const scene = await openScene({ accessTokenSeconds: 60 }, { env, table })
  const cookie = cookieHeaderOf(await signedIn(scene))
  await callOften(scene, cookie, 3)
  scene.bff.clock.advance(120_000)
  const before = scene.liar.seen.token.length
  expect((await callOften(scene, cookie, 2)).statuses).toEqual([429, 429])
  expect(scene.liar.seen.token).toHaveLength(before)
  // It was due: the next call that is admitted needs one.
  expect((await callOften(scene, cookie, 1, '/api/notes/free')).statuses).toEqual([200])
  expect(scene.liar.seen.token).toHaveLength(before + 1)
})

it('has a count of its own where a route is costly, and none where nothing is limited', async () => {
  const routes = { '/export': { rate: 'costly' }, '/free': { rate: 'none' } } as const
  const table = { notes: { ...resourceTable.notes, routes } }
  const scene = await openScene({}, { env, table })
  const cookie = cookieHeaderOf(await signedIn(scene))
  const statusesOf = async (path: string, times: number) =>
    (await callOften(scene, cookie, times, path)).statuses
  expect(await statusesOf('/api/notes/export', 2)).toEqual([200, 429])
  expect(await statusesOf('/api/notes/free', 5)).toEqual([200, 200, 200, 200, 200])
  expect(await statusesOf('/api/notes', 4)).toEqual([200, 200, 200, 429])
})

it('can be left to something in front by switching it off', async () => {
  const scene = await openScene({}, { env: { RATE_LIMIT_ORDINARY: 'off' } })
  const { answer, statuses } = await callOften(scene, cookieHeaderOf(await signedIn(scene)), 5)
  expect(statuses).toEqual([200, 200, 200, 200, 200])
  expect(answer.headers.get('ratelimit')).toBeNull()
})
