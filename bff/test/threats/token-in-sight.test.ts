/**
 * A token in sight (RFC 10017 §6.1, ASVS 10.1.1, 16.2.5): page script, a browser extension, a cache or whoever
 * reads the log finds a credential. A whole life is lived here – sign-in, page, calls, refresh, faults,
 * sign-out – and then every octet that went to the browser and every log line is searched for every secret.
 */
import type { IncomingMessage } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { callbackFor, type Scene, sessionCookieOf, setScene, signedIn } from './scene.ts'
import { openWiretap, type Wiretap } from './wiretap.ts'

let scene: Scene
let tap: Wiretap
let cookie: string

beforeAll(async () => {
  tap = await openWiretap()
  scene = await setScene({}, { env: { APP_ORIGIN: tap.origin } })
  tap.connect(scene.bff.port)
  cookie = await liveAWholeLife(scene)
  return () => Promise.all([tap.close(), scene.close()])
})

describe.each([
  ['access token', () => issued('at')],
  ['refresh token', () => issued('rt')],
  ['authorization code', () => issued('code')],
  ['client secret', () => [scene.liar.clientSecret]],
  ['code verifier', () => sentToTokenEndpoint('code_verifier')],
])('the %s', (_what, secrets) => {
  it('never goes to the browser [TS-01]', () => expectUnseen(secrets(), tap.heard()))
  it('is in no log line [EL-04]', () => expectUnseen(secrets(), log()))
})

describe('the ID token', () => {
  it('goes to the browser in the URL of the end-session endpoint alone [TS-02]', () => {
    const [hint] = scene.liar.seen.endSession.map(({ url }) =>
      url.searchParams.get('id_token_hint'),
    )
    expect(idTokens()).toContain(hint)
    expectUnseen(idTokens(), withoutTheWayOut(tap.heard()))
  })
  it('is in no log line [EL-04]', () => expectUnseen(idTokens(), log()))
})

describe.each([
  ['state', () => sentToAuthorizationEndpoint('state')],
  ['nonce', () => sentToAuthorizationEndpoint('nonce')],
])('the %s', (_what, secrets) => {
  it('goes through the browser to the authorization server and is never shown to script [AR-05]', () =>
    expectUnseen(secrets(), withoutTheWayOut(tap.heard())))
  it('is in no log line [EL-04]', () => expectUnseen(secrets(), log()))
})

describe('the session id', () => {
  it('goes to the browser in Set-Cookie alone [SC-02]', () => {
    expect(tap.heard()).toContain(cookie)
    expectUnseen([cookie], tap.heard().replace(/^set-cookie: .*$/gim, ''))
  })
  it('is in no log line [EL-04]', () => expectUnseen([cookie], log()))
})

async function liveAWholeLife({ origin, liar, api, bff }: Scene): Promise<string> {
  const browser = await signedIn(scene, createBrowser())
  const id = sessionCookieOf(browser)!
  await browser.visit(`${origin}/`)
  await browser.fetch(`${origin}/auth/session`)
  api.answer = (req, res) => void res.setHeader('x-token', tokenIn(req)).end() // a careless API
  await browser.fetch(`${origin}/api/notes`)
  api.answer = (req, res) =>
    res.writeHead(401, { 'www-authenticate': `Bearer realm="${tokenIn(req)}"` }).end()
  bff.clock.advance(600_000)
  await browser.fetch(`${origin}/api/notes`) // refreshes
  await browser.visit(await callbackFor(scene, createBrowser())) // somebody else's
  liar.lie({ idTokenClaims: (claims) => ({ ...claims, nonce: 'another' }) })
  await signedIn(scene, createBrowser()) // fails after the token response
  const page = await browser.visit(`${origin}/auth/logout`, { from: `${origin}/`, method: 'POST' })
  expect(page.url).toBe(`${origin}/signed-out`)
  expect(liar.seen.token.length).toBeGreaterThan(2)
  return id
}

function tokenIn({ headers }: IncomingMessage): string {
  return headers.authorization?.replace('Bearer ', '') ?? ''
}

function expectUnseen(secrets: (string | null)[], text: string) {
  expect(secrets).not.toEqual([])
  expect(secrets.filter((secret) => !secret || text.includes(secret))).toEqual([])
}

function issued(kind: string): string[] {
  return scene.liar.issued.filter((secret) => secret.startsWith(`liar-marked-${kind}-`))
}

function idTokens(): string[] {
  return scene.liar.issued.filter((secret) => secret.startsWith('ey'))
}

function sentToTokenEndpoint(name: string) {
  return scene.liar.seen.token.flatMap(({ body }) => body.getAll(name))
}

function sentToAuthorizationEndpoint(name: string) {
  return scene.liar.seen.authorize.flatMap(({ url }) => url.searchParams.getAll(name))
}

/** Redirects to the authorization server: there the browser is the messenger, and script sees none of it. */
function withoutTheWayOut(heard: string): string {
  return heard.replaceAll(new RegExp(`^location: ${scene.liar.issuer}.*$`, 'gim'), '')
}

function log(): string {
  return scene.bff.log.join('')
}
