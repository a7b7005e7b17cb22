/**
 * Two authorization servers side by side. Both call their person `ada`, which makes two people of her, and
 * whatever a session needs later – new tokens, an end – it gets where it came from.
 */
import { randomBytes } from 'node:crypto'
import { paths } from 'shared/paths'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import type { Seen } from '../conformance/liar/wire.ts'
import { createMovableClock, type OpenBff, openBff } from '../open-bff.ts'
import { openWatchedApi } from '../threats/scene.ts'

beforeEach(() => onlyIn('plain')) // it brings its own servers

async function openTwo() {
  const clock = createMovableClock()
  const [first, partner] = [await openOne(), await openOne()]
  const { api, close } = await openWatchedApi()
  const env = {
    ...registration('OIDC_', first),
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    RESOURCE_NOTES_URL: api.url,
  }
  const both = { ...env, ...registration('OIDC_PARTNER_', partner), OIDC_PROVIDERS: 'partner' }
  const bff = await openBff({ env: both, clock })
  onTestFinished(async () => {
    await bff.close()
    await close()
  })
  return { first, partner, bff, clock, env, both }

  async function openOne() {
    const liar = await openLiar({ clock, idTokenAlg: 'ES256' })
    onTestFinished(() => liar.close())
    await liar.rotateKeys() // all liars begin with one key
    return liar
  }
}

function registration(prefix: string, liar: Liar): Record<string, string> {
  const settings = { ISSUER: liar.issuer, CLIENT_ID: liar.clientId, ID_TOKEN_ALG: 'ES256' }
  const all = Object.entries({ ...settings, CLIENT_SECRET: liar.clientSecret })
  return Object.fromEntries(all.map(([name, value]) => [prefix + name, value]))
}

async function signedInAt({ issuer }: Liar, { origin }: OpenBff, browser = createBrowser()) {
  const query = new URLSearchParams({ iss: issuer, returnTo: '/notes' })
  const page = await browser.visit(`${origin}/auth/login?${query}`, { from: `${origin}/` })
  expect(page.url).toBe(`${origin}/notes`)
  return browser
}

async function statusOf(browser: Browser, { origin }: OpenBff) {
  const answer = await browser.fetch(origin + paths.session)
  return (await answer.json()) as { status: string; reason?: string }
}

function grantsIn(requests: readonly Seen[]) {
  return requests.map(({ body }) => body.get('grant_type'))
}

it('sends people to the first, unless the sign-in names another [AR-17, AR-18]', async () => {
  const { first, partner, bff } = await openTwo()
  await createBrowser().visit(`${bff.origin}/auth/login`)
  expect([first.seen.authorize.length, partner.seen.authorize.length]).toEqual([1, 0])
  await signedInAt(partner, bff)
  expect([first.seen.authorize.length, partner.seen.authorize.length]).toEqual([1, 1])
})

it.each(['GET', 'POST'] as const)('begins at a portal of either, by %s [AR-18]', async (method) => {
  const { partner, bff } = await openTwo()
  const form = { iss: partner.issuer, target_link_uri: `${bff.origin}/notes`, extra: 'ignored' }
  const from = `${partner.issuer}/portal`
  const url = `${bff.origin}/auth/login`
  const landed =
    method === 'POST'
      ? await createBrowser().visit(url, { from, method, form })
      : await createBrowser().visit(`${url}?${new URLSearchParams(form)}`, { from })
  expect(landed.url).toBe(`${bff.origin}/notes`)
  expect(partner.seen.token).toHaveLength(1)
})

it('gets new tokens where the session came from, and ends it there [AR-17]', async () => {
  const { first, partner, bff, clock } = await openTwo()
  const browser = await signedInAt(partner, bff)
  clock.advance(6 * 60_000)
  expect((await browser.fetch(`${bff.origin}/api/notes`)).status).toBe(200)
  expect(grantsIn(partner.seen.token)).toEqual(['authorization_code', 'refresh_token'])

  const answer = await browser.fetch(bff.origin + paths.logout, { method: 'POST' })
  const { location } = (await answer.json()) as { location: string }
  expect(location.startsWith(partner.endpoints.endSession)).toBe(true)
  await bff.close() // which waits for the revocation
  expect(partner.seen.revocation).toHaveLength(1)
  const { token, userinfo, revocation, endSession } = first.seen
  expect([...token, ...userinfo, ...revocation, ...endSession]).toEqual([])
})

it('believes what each says of its own sessions, and of no others [LO-14, LO-11, ID-16]', async () => {
  const { first, partner, bff } = await openTwo()
  const [here, there] = [await signedInAt(first, bff), await signedInAt(partner, bff)]
  const tell = async (liar: Liar) => {
    const token = await liar.logoutToken({ sub: 'ada' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ logout_token: token })
    return fetch(bff.origin + paths.backchannelLogout, { method: 'POST', headers, body })
  }
  expect((await tell(partner)).status).toBe(200)
  expect((await statusOf(here, bff)).status).toBe('signed-in')
  expect(await statusOf(there, bff)).toEqual({ status: 'signed-out', reason: 'back-channel' })

  // Signed with its own key, in the other's name.
  partner.lie({ logoutTokenClaims: (claims) => ({ ...claims, iss: first.issuer }) })
  expect((await tell(partner)).status).toBe(400)
  expect((await statusOf(here, bff)).status).toBe('signed-in')
})

it('makes a wholly new session when the same browser signs in at the other [SC-08, ID-16]', async () => {
  const { first, partner, bff } = await openTwo()
  const browser = await signedInAt(first, bff)
  const [before] = browser.jar.all('localhost')
  await signedInAt(partner, bff, browser)
  const [after] = browser.jar.all('localhost')
  expect(after?.value).not.toBe(before?.value)
  const subjects = bff.logged('login.succeeded').map(({ subject }) => subject)
  expect(new Set(subjects).size).toBe(2)
  await bff.close()
  expect([first.seen.revocation.length, partner.seen.revocation.length]).toEqual([1, 0])
})

it('shows nobody the sessions of their namesake at the other [SC-22, ID-16]', async () => {
  const { first, partner, bff } = await openTwo()
  const here = await signedInAt(first, bff)
  const there = await signedInAt(partner, bff)
  const answer = await here.fetch(bff.origin + paths.sessions)
  expect(((await answer.json()) as { sessions: unknown[] }).sessions).toHaveLength(1)
  await here.fetch(bff.origin + paths.sessions, { method: 'DELETE' })
  expect((await statusOf(there, bff)).status).toBe('signed-in')
})

it('signs out whose provider is taken out of the settings, and in again when it is back', async () => {
  const { partner, first, bff, env, both, clock } = await openTwo()
  const there = await signedInAt(partner, bff)
  const here = await signedInAt(first, bff)
  const { storage } = bff
  const without = await openBff({ env, clock, storage })
  onTestFinished(() => without.close())
  expect(await statusOf(there, without)).toEqual({ status: 'signed-out', reason: 'operator' })
  const refused = await there.fetch(`${without.origin}/api/notes`)
  expect([refused.status, refused.headers.get('claimcheck-refusal')]).toEqual([
    401,
    'session-ended',
  ])
  expect((await statusOf(here, without)).status).toBe('signed-in')

  const again = await openBff({ env: both, clock, storage })
  onTestFinished(() => again.close())
  expect((await statusOf(there, again)).status).toBe('signed-in')
})

it('finishes no sign-in at a provider that was taken out meanwhile [AR-17]', async () => {
  const { partner, bff, env, clock } = await openTwo()
  const browser = createBrowser()
  const query = new URLSearchParams({ iss: partner.issuer })
  const stopBefore = (url: string) => url.includes(paths.callback)
  const page = await browser.visit(`${bff.origin}/auth/login?${query}`, { stopBefore })
  const without = await openBff({ env, clock, storage: bff.storage })
  onTestFinished(() => without.close())
  const callback = new URL(page.headers.get('location') ?? '')
  const landed = await browser.visit(without.origin + callback.pathname + callback.search)
  expect(new URL(landed.url).searchParams.get('code')).toBe('login-failed')
  expect(without.logged('login.failed')).toMatchObject([{ why: 'issuer' }])
  expect(partner.seen.token).toEqual([])
})
