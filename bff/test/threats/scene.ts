/**
 * Where an attack takes place: a BFF between an authorization server that lies on demand and an API that
 * writes down whatever reaches it, so that a test can say "and nobody heard of it". `openScene()` closes
 * with its test; a table of attacks shares one: `beforeAll(async () => (scene = await setScene()).close)`.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { SessionView } from 'shared/session'
import { onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { exchange } from '../wire.ts'
import { createMovableClock, type OpenBff, type OpenBffOptions, openBff } from '../open-bff.ts'

export interface Scene {
  liar: Liar
  api: WatchedApi
  bff: OpenBff
  origin: string
  /** With it a second instance joins the first: `openBff({ env, storage: bff.storage })`. */
  env: Record<string, string | undefined>
  close(): Promise<void>
}

export interface WatchedApi {
  url: string
  /** Every request that arrived, in order. */
  seen: IncomingMessage[]
  /** From now on it answers this. */
  answer: RequestListener
}

export const sessionCookieName = 'claimcheck-dev'

export async function openScene(lie?: Partial<Lies>, options?: OpenBffOptions): Promise<Scene> {
  const scene = await setScene(lie, options)
  onTestFinished(scene.close)
  return scene
}

export async function setScene(
  lie: Partial<Lies> = {},
  options: OpenBffOptions = {},
): Promise<Scene> {
  const clock = options.clock ?? createMovableClock()
  // ES256: its keys are made in no time, and every scene makes one.
  const liar = await openLiar({ clock, idTokenAlg: 'ES256', ...lie })
  const { api, close: closeApi } = await openWatchedApi()
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_ID_TOKEN_ALG: 'ES256',
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    RESOURCE_NOTES_URL: api.url,
    ...options.env,
  }
  const bff = await openBff({ ...options, env, clock })
  const origin = options.env?.APP_ORIGIN ?? bff.origin
  return {
    liar,
    api,
    bff,
    origin,
    env: { ...env, APP_ORIGIN: origin },
    async close() {
      // The servers first: a revocation that waits for one of them would hold up the BFF.
      await Promise.all([liar.close(), closeApi()])
      await bff.close()
    },
  }
}

/** An API on a free port of its own. */
export async function openWatchedApi() {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  const api: WatchedApi = {
    url: `${server.origin}/v1`,
    seen: [],
    answer: (_req, res) => {
      res.setHeader('content-type', 'application/json')
      res.end('{"notes":[]}')
    },
  }
  server.answer((req, res) => {
    api.seen.push(req)
    api.answer(req, res)
  })
  return { api, close: server.close }
}

/** The browser of a person who signs in, all the way. */
export async function signedIn(
  { origin }: Pick<Scene, 'origin'>,
  browser = createBrowser(),
): Promise<Browser> {
  await browser.visit(`${origin}/auth/login`, { from: `${origin}/` })
  return browser
}

/** Signs in as far as the authorization server's answer. @returns the callback URL, not yet visited */
export async function callbackFor(
  { origin }: Scene,
  browser: Browser,
  returnTo = '/',
): Promise<string> {
  const stopBefore = (url: string) => url.startsWith(`${origin}/auth/callback`)
  const login = `${origin}/auth/login?${new URLSearchParams({ returnTo })}`
  const page = await browser.visit(login, { from: `${origin}/`, stopBefore })
  return page.headers.get('location') ?? ''
}

export async function viewOf(
  { origin }: Pick<Scene, 'origin'>,
  browser: Browser,
): Promise<SessionView> {
  const answer = await browser.fetch(`${origin}/auth/session`)
  return (await answer.json()) as SessionView
}

/** What whoever has got hold of a cookie would send: that cookie, and whatever a script of ours would add. */
export function askWith(cookie: string, url: string, method = 'GET'): Promise<Response> {
  return exchange(new URL(url), { method, headers: new Headers({ cookie, 'x-csrf': '1' }) })
}

/** The Cookie header of a browser that is signed in: `claimcheck-dev=…`. */
export function cookieHeaderOf(browser: Browser): string {
  return `${sessionCookieName}=${sessionCookieOf(browser)}`
}

export function sessionCookieOf(browser: Browser): string | undefined {
  return browser.jar.all('localhost').find(({ name }) => name === sessionCookieName)?.value
}
