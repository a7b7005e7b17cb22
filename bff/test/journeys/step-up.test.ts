/**
 * Something that takes more than being signed in: the API says so, or the resource table does. The person
 * shows once more who they are, and what was refused works – in a new session, with no more time than before.
 */
import { expect, it, onTestFinished } from 'vitest'
import { oneFactor, twoFactor } from '../../dev/acr.ts'
import { openWorld } from '../../dev/world.ts'
import { type ResourcePolicy, resourceTable } from '../../src/api/resources.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { openBff } from '../open-bff.ts'
import { type House, type HouseOptions, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

const hourMs = 3_600_000

it('is asked for by an API, done, and good for the call that asked [PX-25, SC-08]', async () => {
  const { browser, call, house, stepUp, view } = await aliceAtHome()
  const before = await view()

  const refused = await call('/api/notes/locked')
  expect([refused.status, refused.headers.get('claimcheck-problem')]).toEqual([
    401,
    'step-up-required',
  ])
  expect(refused.headers.has('claimcheck-refusal')).toBe(false) // the API has seen it
  expect(refused.headers.get('www-authenticate')).not.toMatch(/bearer|dpop|insufficient/i)
  const problem = await refused.json()
  expect(problem).toMatchObject({ code: 'step-up-required', acrValues: [twoFactor] })

  const page = await stepUp(problem)
  expect([twoFactor, null]).toContain(acrValuesIn(page.hops)) // null where requests are pushed
  expect(page.url).toBe(`${house.origin}/locked`)
  expect(await (await call('/api/notes/locked')).json()).toMatchObject({ notes: [{}] })

  const after = await view()
  expect(after).toMatchObject({ user: { sub: before.user.sub }, session: { acr: twoFactor } })
  expect(after.session.handle).not.toBe(before.session.handle)
  const listed = await browser.fetch(`${house.origin}/auth/sessions`)
  expect(((await listed.json()) as { sessions: unknown[] }).sessions).toHaveLength(1)
  expect(house.bff.logged('session.ended')).toMatchObject([{ reason: 'replaced' }])
})

it('is asked for by the table before anything is forwarded [PX-25]', async () => {
  const { call, house, stepUp } = await aliceAtHome({
    table: tableWith({ '/export.csv': { acr: [twoFactor], maxAgeSeconds: 300 } }),
  })
  expect((await call('/api/notes')).status).toBe(200)
  const refused = await call('/api/notes/export.csv')
  expect([refused.status, refused.headers.get('claimcheck-refusal')]).toEqual([
    401,
    'step-up-required',
  ])
  const problem = await refused.json()
  expect(problem).toMatchObject({ acrValues: [twoFactor], maxAge: 300 })
  expect(house.bff.logged('request.failed')).toMatchObject([{ why: 'policy' }])

  await stepUp(problem)
  expect((await call('/api/notes/export.csv')).status).toBe(200)
})

it('is met by a sign-in that was good enough from the beginning', async () => {
  const table = tableWith({ '/export.csv': { acr: [twoFactor], maxAgeSeconds: 300 } })
  const house = await openHouse({ table })
  const browser = createBrowser()
  await signIn(browser, house.origin, 'dan')
  expect((await browser.fetch(`${house.origin}/api/notes/export.csv`)).status).toBe(200)
  expect((await browser.fetch(`${house.origin}/api/notes/locked`)).status).toBe(200)
})

it('is good for the call that asked also when no time at all may have passed [PX-25]', async () => {
  const { call, house, stepUp } = await aliceAtHome({
    table: tableWith({ '/export.csv': { maxAgeSeconds: 0 } }),
  })
  house.bff.clock.advance(120_000) // and the provider’s stays two minutes behind
  const refused = await call('/api/notes/export.csv')
  const problem = (await refused.json()) as Problem
  expect(problem).toMatchObject({ code: 'step-up-required', maxAge: 0 })
  await stepUp(problem)
  expect((await call('/api/notes/export.csv')).status).toBe(200)
})

it('needs somebody who is signed in, whatever token the route takes', async () => {
  const policy = { '/export.csv': { token: 'userOrNone', acr: [oneFactor] } } as const
  const house = await openHouse({ table: tableWith(policy) })
  const answer = await createBrowser().fetch(`${house.origin}/api/notes/export.csv`)
  expect(await answer.json()).toMatchObject({ code: 'session-required' })
})

it('takes people to the provider that their session came from', async () => {
  onlyIn('plain')
  const world = await openWorld({ configuration: 'two-providers' })
  onTestFinished(() => world.close())
  const bff = await openBff({ env: world.env })
  onTestFinished(() => bff.close())
  const browser = createBrowser()
  await signIn(browser, bff.origin, 'alice', { parameters: { iss: world.loginAt! } })

  const login = `${bff.origin}/auth/login`
  const to = async (query: string) => {
    const away = (url: string) => !url.startsWith(bff.origin)
    const page = await browser.visit(login + query, { from: login, stopBefore: away })
    return new URL(page.headers.get('location')!).origin
  }
  expect(await to('?max_age=0')).toBe(world.loginAt)
  expect(await to('?acr_values=gold')).toBe(world.loginAt)
  expect(await to('')).toBe(world.env['OIDC_ISSUER'])
})

it('gives no more time than there was: the absolute limit stays [SC-11]', async () => {
  const { house, stepUp, view } = await aliceAtHome({ env: { SESSION_IDLE_SECONDS: '36000' } })
  house.bff.clock.advance(2 * hourMs)
  await stepUp({ acrValues: [twoFactor] })
  const raised = await view()
  expect(raised.session.acr).toBe(twoFactor)
  expect(raised.session.absoluteExpiresIn).toBeLessThanOrEqual(10 * 3_600)

  await stepUp({}) // a plain sign-in
  expect((await view()).session.absoluteExpiresIn).toBeGreaterThan(11 * 3_600)
})

it('is not what a right is that the person lacks: a 403 goes through as it is [PX-25]', async () => {
  const { call, house } = await aliceAtHome({ env: { RESOURCE_NOTES_SCOPE: 'notes:read' } })
  const refused = await call('/api/notes', { method: 'POST', body: '{"title":"x","text":"y"}' })
  expect(refused.status).toBe(403)
  expect(refused.headers.has('claimcheck-refusal')).toBe(false)
  expect(refused.headers.has('claimcheck-problem')).toBe(false)
  expect(await refused.json()).not.toHaveProperty('code')
  expect(house.bff.logged('token.refreshed')).toEqual([])
})

interface Problem {
  acrValues?: string[]
  maxAge?: number
}

async function aliceAtHome(options: HouseOptions = {}) {
  const house = await openHouse(options)
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  return {
    browser,
    house,
    call: (path: string, init = {}) => browser.fetch(house.origin + path, json(init)),
    view: () => viewOf(house, browser),
    stepUp: (problem: unknown) => stepUpAs(house, browser, 'alice', problem as Problem),
  }
}

/** As the web app would: what the problem says, said at the login. */
function stepUpAs({ origin }: House, browser: Browser, person: string, problem: Problem) {
  const { acrValues, maxAge } = problem
  const parameters = {
    ...(acrValues && { acr_values: acrValues.join(' ') }),
    ...(maxAge !== undefined && { max_age: String(maxAge) }),
  }
  return signIn(browser, origin, person, { returnTo: '/locked', parameters })
}

function tableWith(routes: ResourcePolicy['routes'] & object): Record<string, ResourcePolicy> {
  return { notes: { ...resourceTable.notes, routes } }
}

function json(init: { method?: string; body?: string }) {
  return { ...init, ...(init.body && { headers: { 'content-type': 'application/json' } }) }
}

function acrValuesIn(hops: { url: string }[]): string | null | undefined {
  const queries = hops.map(({ url }) => new URL(url).searchParams)
  return queries.find((query) => query.has('client_id'))?.get('acr_values')
}

interface View {
  user: { sub: string }
  session: { handle: string; acr?: string; absoluteExpiresIn: number }
}

async function viewOf({ origin }: House, browser: Browser): Promise<View> {
  return (await (await browser.fetch(`${origin}/auth/session`)).json()) as View
}
