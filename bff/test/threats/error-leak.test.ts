/**
 * Error leak (ASVS 16.5.1, 16.5.3): something breaks, and the answer tells the attacker how the house is built,
 * or lets the request go on. Every failure here carries a secret in its own words; the browser must hear a code
 * and a ref, the log must know the ref, and nothing may be granted.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { type Browser, createBrowser } from '../browser.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { json, page } from '../conformance/liar/wire.ts'
import { createMovableClock } from '../open-bff.ts'
import { intercepted } from './intercepted-storage.ts'
import { openScene, type Scene, sessionCookieOf, signedIn, type WatchedApi } from './scene.ts'
import { openWiretap } from './wiretap.ts'

const secret = 'marked-secret-of-db.internal'
const refusing = () => json({ error: 'invalid_grant', error_description: secret }, 400)
const breaking = () => page(secret, 500)
const foreign: Lies['idTokenClaims'] = (claims) => ({ ...claims, aud: secret })
const challenging: WatchedApi['answer'] = (_req, res) =>
  res.writeHead(401, { 'www-authenticate': `Basic realm="${secret}"` }).end(secret)

interface Failure extends Partial<Lies> {
  store?: keyof Storage
  api?: WatchedApi['answer']
}

it.each<[what: string, failure: Failure, act: Act, code: string]>([
  ['the store cannot be read', { store: 'read' }, call, 'store-unreachable'],
  ['the store cannot be written', { store: 'write' }, signIn, 'store-unreachable'],
  ['the store cannot bury', { store: 'bury' }, signOut, 'store-unreachable'],
  ['there is no metadata', { wire: { discovery: breaking } }, signIn, 'provider-unreachable'],
  ['there are no keys', { wire: { jwks: breaking } }, signIn, 'provider-unreachable'],
  ['the code is refused', { wire: { token: refusing } }, signIn, 'login-failed'],
  ['the token endpoint breaks', { wire: { token: breaking } }, signIn, 'provider-unreachable'],
  ['the ID token is foreign', { idTokenClaims: foreign }, signIn, 'login-failed'],
  ['userinfo breaks', { wire: { userinfo: breaking } }, signIn, 'provider-unreachable'],
  ['the refresh is refused', { wire: { token: refusing } }, callLater, 'session-ended'],
  ['the refresh breaks', { wire: { token: breaking } }, callLater, 'provider-unreachable'],
  ['the API hangs up', { api: (_req, res) => res.destroy() }, call, 'resource-unreachable'],
  ['the API babbles', { api: (_, res) => res.socket?.end(secret) }, call, 'resource-unreachable'],
  ['the API challenges', { api: challenging }, call, 'resource-refused'],
])('tells a code and no more when %s [EL-01, EL-02]', async (_what, failure, act, code) => {
  const { scene, heard, fail } = await openFailingScene(failure)
  const browser = act === signIn ? createBrowser() : await signedIn(scene)
  const held = sessionCookieOf(browser)
  fail()

  const { headers, said } = await act(scene, browser)

  expect(said).toContain(code)
  const lines = scene.bff.log.map((line) => JSON.parse(line) as Record<string, unknown>)
  const told = lines.filter(({ ref }) => ref === headers.get('claimcheck-ref'))
  expect(told.length).toBeGreaterThan(1) // the request itself, and what befell it
  const inside = [secret, 'internal', 'node_modules', '.ts:', new URL(scene.api.url).host]
  expect(inside.filter((text) => heard().includes(text))).toEqual([])
  expect(scene.bff.log.join('')).not.toContain(secret)
  expect([undefined, held]).toContain(sessionCookieOf(browser))
})

async function openFailingScene({ store, api, ...lies }: Failure) {
  let failing = false
  const clock = createMovableClock()
  const storage = intercepted(createMemoryStorage(clock), (verb) => {
    if (failing && verb === store) throw new Error(secret)
  })
  const tap = await openWiretap()
  const scene = await openScene({}, { clock, storage, env: { APP_ORIGIN: tap.origin } })
  onTestFinished(tap.close)
  tap.connect(scene.bff.port)
  const fail = () => {
    failing = true
    scene.liar.lie(lies)
    if (api) scene.api.answer = api
  }
  return { scene, heard: tap.heard, fail }
}

type Act = (scene: Scene, browser: Browser) => Promise<{ headers: Headers; said: string }>

async function signIn({ origin }: Scene, browser: Browser) {
  const { hops } = await browser.visit(`${origin}/auth/login`)
  const { headers } = hops.find((hop) => hop.headers.has('claimcheck-refusal'))!
  return { headers, said: headers.get('location') ?? '' }
}

function call({ origin }: Scene, browser: Browser) {
  return ask(browser, `${origin}/api/notes`)
}

function callLater(scene: Scene, browser: Browser) {
  scene.bff.clock.advance(600_000)
  return call(scene, browser)
}

function signOut({ origin }: Scene, browser: Browser) {
  return ask(browser, `${origin}/auth/logout`, 'POST')
}

async function ask(browser: Browser, url: string, method = 'GET') {
  const answer = await browser.fetch(url, { method })
  return { headers: answer.headers, said: await answer.text() }
}
