import type { FaultsView } from 'shared/inspector'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, createBrowser } from '../../test/browser.ts'
import { signIn } from '../../test/sign-in.ts'
import { type InspectedHouse, openInspectedHouse } from '../inspector/inspected-house.fixture.ts'
import { createFaults } from './faults.ts'

let house: InspectedHouse
let browser: Browser
beforeAll(async () => {
  house = await openInspectedHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  browser = await house.open()
  await house.fault(browser, { on: false })
})

const notes = () => browser.fetch(`${house.origin}/api/notes`)
const faultsOn = async () =>
  ((await (await browser.fetch(`${house.origin}/__dev/faults`)).json()) as FaultsView).on
const view = async () =>
  (await (await browser.fetch(`${house.origin}/auth/session`)).json()) as {
    status: string
    reason?: string
    session: Record<string, number>
  }

describe('faults', () => {
  it('go off by themselves: after so many requests, or after five minutes', () => {
    let nowMs = 0
    const faults = createFaults(() => nowMs)
    const arming = { id: 'api-500', session: 'a', times: 2 } as const
    faults.arm({ ...arming, scope: 'next' })
    expect([1, 2, 3].map(() => faults.strikes('api-500', 'b'))).toEqual([true, true, false])
    faults.arm({ ...arming, scope: 'all' })
    nowMs = 299_999
    expect(faults.strikes('api-500', 'b')).toBe(true)
    nowMs = 300_000
    expect(faults.strikes('api-500', 'b')).toBe(false)
    expect(faults.on()).toEqual([])
  })

  it('of one session leave the others alone', () => {
    const faults = createFaults(() => 0)
    faults.arm({ id: 'api-500', session: 'a', times: 1, scope: 'session' })
    expect(faults.strikes('api-500', 'b')).toBe(false)
    expect(faults.strikes('api-500', 'a')).toBe(true)
  })
})

describe('at the sign-in', () => {
  it('keys that were rotated are looked up, and it works', async () => {
    await house.fault(browser, { id: 'keys-rotated' })
    const stranger = createBrowser()
    expect((await signIn(stranger, house.origin, 'alice')).url).toBe(`${house.origin}/`)
    expect(await faultsOn()).toEqual([])
  })

  it('another person is asked for, and may come', async () => {
    await signIn(browser, house.origin, 'alice')
    await house.fault(browser, { id: 'wrong-person' })
    await signIn(browser, house.origin, 'bob')
    expect(await view()).toMatchObject({ user: { name: 'Bob Baptiste' } })
  })

  it('a cookie that is not kept leaves nobody signed in, and nothing else goes wrong', async () => {
    await house.fault(browser, { id: 'cookie-blocked' })
    expect((await signIn(browser, house.origin, 'alice')).url).toBe(`${house.origin}/`)
    expect(await view()).toEqual({ status: 'signed-out' })
    await signIn(browser, house.origin, 'alice')
    expect(await view()).toMatchObject({ status: 'signed-in' })
  })

  it('a login page with an opener policy is one from there on, and the sign-in works', async () => {
    await house.fault(browser, { id: 'opener-policy' })
    const page = await browser.visit(`${house.origin}/auth/login`, { from: `${house.origin}/` })
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect((await signIn(browser, house.origin, 'alice')).url).toBe(`${house.origin}/`)
  })

  it.each([
    ['wrong-iss', '/problem?code=login-failed'],
    ['missing-iss', '/problem?code=login-failed'],
    ['wrong-state', '/signed-out?reason=login-expired'],
    ['wrong-nonce', '/problem?code=login-failed'],
    ['consent-refused', '/signed-out?reason=login-refused'],
    ['interaction-required', '/signed-out?reason=login-refused'],
    ['provider-503', '/problem?code='],
    ['provider-refuses', '/problem?code='],
  ])('%s ends at %s, and the next one works', async (id, page) => {
    const stranger = createBrowser()
    await signIn(stranger, house.origin, 'alice') // what is fetched once is there
    await house.fault(browser, { id, times: 1 })
    const { url } = await signIn(stranger, house.origin, 'alice').catch(() => ({ url: '' }))
    expect(url).toContain(page)
    expect((await house.fault(browser, { on: false })).on).toEqual([])
    expect((await signIn(stranger, house.origin, 'alice')).url).toBe(`${house.origin}/`)
  })
})

describe('of somebody who is signed in', () => {
  beforeEach(() => signIn(browser, house.origin, 'alice').then(() => undefined))

  it('an expired token is refreshed before the call', async () => {
    await house.fault(browser, { id: 'token-expired' })
    expect((await notes()).status).toBe(200)
    const { steps } = await house.stepsOf(browser, 'needed a fresh token')
    expect(steps.filter(({ title }) => title.includes('a refresh'))).toHaveLength(2)
  })

  it('two calls with an expired token are one flow with one refresh', async () => {
    await house.fault(browser, { id: 'token-expired' })
    const { promise, resolve } = Promise.withResolvers<void>()
    house.gate.open = promise
    const both = [notes(), notes()]
    await expect.poll(() => house.stepsOf(browser, '2 calls at once').catch(() => 0)).toBeTruthy()
    resolve()
    await Promise.all(both)
    const { steps } = await house.stepsOf(browser, '2 calls at once, one refresh')
    const titles = steps.filter(({ to }) => to !== 'browser').map(({ title }) => title)
    expect(titles.filter((title) => title === 'POST /token: a refresh')).toHaveLength(1)
    expect(titles.filter((title) => title === 'GET /notes')).toHaveLength(2)
  })

  it('a refused refresh token ends the session', async () => {
    await house.fault(browser, { id: 'token-expired' })
    await house.fault(browser, { id: 'refresh-refused' })
    expect((await notes()).status).toBe(401)
    expect(await view()).toMatchObject({ status: 'signed-out', reason: 'refresh-failed' })
  })

  it('a refresh without a new refresh token keeps the old one', async () => {
    const before = await markOf('refresh_token')
    await house.fault(browser, { id: 'token-expired' })
    await house.fault(browser, { id: 'no-new-refresh-token' })
    expect((await notes()).status).toBe(200)
    expect(await markOf('refresh_token')).toBe(before)
  })

  it.each([
    ['ended-elsewhere', 'other-device'],
    ['ended-by-operator', 'operator'],
    ['ended-by-provider', 'back-channel'],
    ['session-lost', undefined],
  ])('%s signs out', async (id, reason) => {
    await house.fault(browser, { id })
    const { status, reason: told } = await view()
    expect([status, told]).toEqual(['signed-out', reason])
  })

  it('ended-by-provider comes as a logout token', async () => {
    await house.fault(browser, { id: 'ended-by-provider' })
    const { steps } = await house.stepsOf(browser, 'The authorization server ends a session')
    expect(steps.map(({ title }) => title)).toContain('A session is over there')
  })

  it('limits come near', async () => {
    await house.fault(browser, { id: 'idle-soon' })
    expect((await view()).session['idleExpiresIn']).toBeLessThanOrEqual(30)
    await house.fault(browser, { id: 'absolute-soon' })
    expect((await view()).session['absoluteExpiresIn']).toBeLessThanOrEqual(60)
  })

  it('a store that is down signs nobody out', async () => {
    await house.fault(browser, { id: 'store-down', times: 1 })
    expect((await notes()).status).toBe(503)
    expect((await notes()).status).toBe(200)
  })

  it('a 401 of the API is answered with a fresh token', async () => {
    await house.fault(browser, { id: 'api-401' })
    expect((await notes()).status).toBe(200)
    const { steps } = await house.stepsOf(browser, 'refused once')
    expect(steps.map(({ title }) => title)).toContain('GET /notes, once more')
  })

  it.each([
    ['api-403', 403],
    ['api-429', 429],
    ['api-500', 500],
    ['api-step-up', 401],
  ])('%s reaches the page, once', async (id, status) => {
    await house.fault(browser, { id })
    expect((await notes()).status).toBe(status)
    expect((await notes()).status).toBe(200)
  })

  it('a body that is cut off is a cut for the browser too', async () => {
    await house.fault(browser, { id: 'api-cut' })
    const answer = await notes()
    await expect(answer.text()).rejects.toThrow(/terminated|aborted|reset/i)
  })

  it('a silent API keeps nobody who does not want to wait', async () => {
    await house.fault(browser, { id: 'api-silent' })
    const stop = new AbortController()
    const answer = browser.fetch(`${house.origin}/api/notes`, { signal: stop.signal })
    await expect.poll(faultsOn).toEqual([])
    stop.abort()
    await expect(answer).rejects.toThrow(/aborted/i)
    expect((await notes()).status).toBe(200)
  })

  it('a huge body passes whole', async () => {
    await house.fault(browser, { id: 'api-huge' })
    expect((await (await notes()).text()).length).toBeGreaterThan(8_000_000)
  })

  it('no switch is turned that is not there, and none without a session', async () => {
    await expect(house.fault(browser, { id: 'offline' })).rejects.toThrow('400')
    await expect(house.fault(browser, { id: 'nothing' })).rejects.toThrow('400')
    const nobody = await house.open()
    await expect(house.fault(nobody, { id: 'ended-elsewhere' })).rejects.toThrow('409')
  })
})

async function markOf(name: string): Promise<string | undefined> {
  return (await house.held(browser)).held.find((each) => each.name === name)?.mark
}
