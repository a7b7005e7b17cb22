/**
 * The callback as a form post (OAuth 2.0 Form Post Response Mode): any page can post a form to us, and the
 * one cookie that comes along then is not held back by SameSite. So the transaction has to be this browser's,
 * the form small and plain, and the visit one of a page, in the open.
 */
import { paths } from 'shared/paths'
import { expect, it } from 'vitest'
import { type Browser, createBrowser, type VisitOptions } from '../browser.ts'
import { formIn } from '../conformance/liar/forms.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { exchange } from '../wire.ts'
import { openScene, type Scene, sessionCookieOf } from './scene.ts'

const byForm = { env: { OIDC_RESPONSE_MODE: 'form_post' } }
const expired = '/signed-out?reason=login-expired'
const failed = '/problem?code=login-failed'

/** Signs in as far as the form that the page of the authorization server is about to post. */
async function formFor({ origin }: Scene, browser: Browser): Promise<Record<string, string>> {
  const page = await browser.visit(`${origin}/auth/login`, { from: `${origin}/` })
  return formIn(page.text).fields
}

function post({ origin, liar }: Scene, browser: Browser, form: Record<string, string>) {
  const how: VisitOptions = { from: liar.issuer, method: 'POST', form }
  return browser.visit(origin + paths.callback, how)
}

function expectNobodySignedIn({ liar }: Scene, browser: Browser) {
  expect(liar.seen.token).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
}

it('takes the response once [CB-02, CB-10, CB-11]', async () => {
  const scene = await openScene({}, byForm)
  const browser = createBrowser()
  const form = await formFor(scene, browser)
  const kept = browser.jar.all('localhost')
  expect(landingOf((await post(scene, browser, form)).url)).toBe('/')
  for (const cookie of kept) browser.jar.plant(cookie)
  expect(landingOf((await post(scene, browser, form)).url)).toBe(expired)
  expect(scene.liar.seen.token).toHaveLength(1)
})

it('refuses it in another browser than the one that began [AR-05, CB-01]', async () => {
  const scene = await openScene({}, byForm)
  const trap = await formFor(scene, createBrowser())
  const victim = createBrowser()
  await formFor(scene, victim)
  expect(landingOf((await post(scene, victim, trap)).url)).toBe(expired)
  expectNobodySignedIn(scene, victim)
})

it.each([
  ['of another issuer', { iss: 'https://evil.example' }, failed],
  ['with another state', { state: 'A'.repeat(43) }, expired],
  ['that is signed, which was not agreed on', { response: 'e30.e30.e30' }, expired],
  [
    'of an error of another issuer',
    { error: 'access_denied', iss: 'https://evil.example' },
    failed,
  ],
])('refuses a form %s [CB-01, CB-04, CB-06]', async (_what, more, landing) => {
  const scene = await openScene({}, byForm)
  const browser = createBrowser()
  const form = await formFor(scene, browser)
  expect(landingOf((await post(scene, browser, { ...form, ...more })).url)).toBe(landing)
  expectNobodySignedIn(scene, browser)
})

it('refuses the same answer as a link, and has used it up [CB-12, CB-02]', async () => {
  const scene = await openScene({}, byForm)
  const browser = createBrowser()
  const form = await formFor(scene, browser)
  const link = `${scene.origin}${paths.callback}?${new URLSearchParams(form)}`
  expect(landingOf((await browser.visit(link, { from: scene.liar.issuer })).url)).toBe(failed)
  expect(landingOf((await post(scene, browser, form)).url)).toBe(expired)
  expectNobodySignedIn(scene, browser)
})

interface Oddity {
  headers?: Record<string, string>
  body?: (form: string) => string
}

it.each<[string, Oddity, number, code: string]>([
  ['as JSON', { headers: { 'content-type': 'application/json' } }, 415, 'media-type-unsupported'],
  ['as text', { headers: { 'content-type': 'text/plain' } }, 415, 'media-type-unsupported'],
  ['packed', { headers: { 'content-encoding': 'gzip' } }, 415, 'media-type-unsupported'],
  ['that does not end', { body: (form) => form + 'x'.repeat(40_000) }, 413, 'request-too-large'],
  ['with two codes', { body: (form) => `${form}&code=another` }, 502, 'login-failed'],
  ['with two states', { body: (form) => `${form}&state=another` }, 400, 'login-expired'],
  ['in a frame', { headers: { 'sec-fetch-dest': 'iframe' } }, 403, 'cross-site-request'],
  ['by a script', { headers: { 'sec-fetch-mode': 'no-cors' } }, 403, 'cross-site-request'],
])('refuses a response %s [CB-07, CB-11]', async (_what, { headers, body }, status, code) => {
  const scene = await openScene({}, byForm)
  const browser = createBrowser()
  const form = new URLSearchParams(await formFor(scene, browser)).toString()
  const url = new URL(scene.origin + paths.callback)
  const sent = new Headers({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    cookie: browser.jar.headerFor(url, 'cross-site') ?? '',
    'sec-fetch-site': 'cross-site',
    origin: scene.liar.issuer,
    ...headers,
  })
  const answer = await exchange(url, { method: 'POST', headers: sent, body: body?.(form) ?? form })
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })])
  expectNobodySignedIn(scene, browser)
})

it('is no door at all where answers come as links [XB-11, CB-12]', async () => {
  const scene = await openScene()
  const page = await createBrowser().visit(scene.origin + paths.callback, {
    from: scene.liar.issuer,
    method: 'POST',
    form: { code: 'x', state: 'y' },
  })
  expect(landingOf(page.url)).toBe('/problem?code=cross-site-request')
})

it('opens that door and no other [XB-11]', async () => {
  const { bff, origin } = await openScene({}, byForm)
  for (const path of [paths.logout, paths.extend, paths.postLogout, paths.sessions]) {
    const page = await createBrowser().visit(origin + path, {
      from: 'https://evil.example/',
      method: 'POST',
    })
    expect(landingOf(page.url), path).toBe('/problem?code=cross-site-request')
  }
  expect(bff.logged('request.cross-site')).toHaveLength(4)
})
