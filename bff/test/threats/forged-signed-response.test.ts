/**
 * The response as one signed JWT (JARM): nothing in it counts until all of it holds. Its `state` is looked at
 * before, to find whose keys to ask, and that must not help anybody.
 */
import { SignJWT } from 'jose'
import { paths } from 'shared/paths'
import { expect, it, onTestFinished } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import {
  failingWith,
  unsigned,
  withBrokenSignature,
  without,
} from '../conformance/liar/forgeries.ts'
import { createSigningKey } from '../conformance/liar/keys.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { openLiar } from '../conformance/liar.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, type Scene, sessionCookieOf, viewOf } from './scene.ts'

const signed = { env: { OIDC_RESPONSE_MODE: 'query.jwt' } }
const expired = '/signed-out?reason=login-expired'
const failed = '/problem?code=login-failed'

async function expectRefused(
  scene: Scene,
  browser: Browser,
  callback: string,
  landing: string = failed,
) {
  const page = await browser.visit(callback, { from: scene.liar.issuer })
  expect(landingOf(page.url)).toBe(landing)
  expect(scene.liar.seen.token).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
}

const inAMinute = () => Math.floor(Date.now() / 1000) + 60

it.each<[string, Partial<Lies>]>([
  ['no issuer', { responseClaims: without('iss') }],
  ['another issuer', { responseClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
  ['no audience', { responseClaims: without('aud') }],
  ['another audience', { responseClaims: (claims) => ({ ...claims, aud: 'a stranger' }) }],
  ['a second audience', { responseClaims: (claims) => ({ ...claims, aud: ['claimcheck', 'x'] }) }],
  ['no end', { responseClaims: without('exp') }],
  ['an end that is past', { responseClaims: (claims) => ({ ...claims, exp: 1 }) }],
  ['a beginning in the future', { responseClaims: (c) => ({ ...c, nbf: inAMinute() }) }],
  ['a broken signature', { responseJwt: withBrokenSignature }],
  ['no signature', { responseJwt: (jwt) => unsigned(jwt, 'none') }],
  ['another algorithm', { signResponseWith: () => createSigningKey('RS256') }],
  ['an unknown key', { signResponseWith: () => createSigningKey('ES256') }],
  ['a key without a name that is not its own', { signResponseWith: namelessKey }],
])('refuses a response with %s [CB-13]', async (_what, lie) => {
  const scene = await openScene(lie, signed)
  const browser = createBrowser()
  await expectRefused(scene, browser, await callbackFor(scene, browser))
})

async function namelessKey() {
  const key = await createSigningKey('ES256')
  return { ...key, kid: undefined }
}

it('asks nobody for keys for a response of somebody else [CB-13]', async () => {
  const scene = await openScene({}, signed)
  const evil = await openLiar()
  onTestFinished(() => evil.close())
  const browser = createBrowser()
  const state = stateIn(await callbackFor(scene, browser))
  const { privateKey } = await createSigningKey('ES256')
  const claims = { iss: evil.issuer, aud: scene.liar.clientId, exp: inAMinute(), state, code: 'x' }
  const header = { alg: 'ES256', kid: 'x', jku: `${evil.issuer}/jwks` }
  const forged = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
  await expectRefused(scene, browser, `${scene.origin}${paths.callback}?response=${forged}`)
  expect(scene.liar.seen.jwks).toEqual([])
  expect(Object.values(evil.seen).flat()).toEqual([])
})

it.each([
  ['alone', false],
  ['beside a JWT that is no good', true],
])('takes no plain parameters, %s [CB-12, CB-13]', async (_what, beside) => {
  const scene = await openScene({ responseJwt: withBrokenSignature }, signed)
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.set('state', stateIn(callback.href))
  callback.searchParams.set('code', scene.liar.issued.at(-1) ?? '')
  callback.searchParams.set('iss', scene.liar.issuer)
  if (!beside) callback.searchParams.delete('response')
  await expectRefused(scene, browser, callback.href)
})

it('takes the code of the JWT, whatever stands beside it [CB-13]', async () => {
  const scene = await openScene({}, signed)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  await browser.visit(`${callback}&code=of-mallory&state=of-mallory&iss=https://evil.example`)
  expect(await viewOf(scene, browser)).toMatchObject({ user: { sub: 'ada' } })
  expect(scene.liar.seen.token[0]?.body.get('code')).not.toBe('of-mallory')
})

it('finds no transaction by the state of a JWT in another browser [AR-05, CB-01]', async () => {
  const scene = await openScene({}, signed)
  const trap = await callbackFor(scene, createBrowser())
  const victim = createBrowser()
  await callbackFor(scene, victim)
  await expectRefused(scene, victim, trap, expired)
})

it('has used the transaction up, whatever was wrong with the first one [CB-02, CB-13]', async () => {
  const scene = await openScene({}, signed)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const kept = browser.jar.all('localhost')
  await expectRefused(scene, browser, withBrokenSignature(callback))
  for (const cookie of kept) browser.jar.plant(cookie)
  await expectRefused(scene, browser, callback, expired)
})

it.each(['an encrypted one', 'no JWT at all', 'two of them'])(
  'takes %s for no answer [CB-01, CB-07]',
  async (what) => {
    const scene = await openScene({}, signed)
    const browser = createBrowser()
    const callback = await callbackFor(scene, browser)
    const others = { 'an encrypted one': 'e30.e30.e30.e30.e30', 'no JWT at all': 'x' }
    const { [what as keyof typeof others]: other } = others
    const url = new URL(callback)
    if (other === undefined) url.searchParams.append('response', 'e30.e30.e30')
    else url.searchParams.set('response', other)
    await expectRefused(scene, browser, url.href, expired)
  },
)

it('believes an error only when it is signed too [CB-06, CB-13]', async () => {
  const scene = await openScene({ authorizationResponse: failingWith('access_denied') }, signed)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  await expectRefused(scene, browser, withBrokenSignature(callback))
  const again = await callbackFor(scene, browser)
  await expectRefused(scene, browser, again, '/signed-out?reason=login-refused')
})

it('goes by the time of our clock, and its tolerance', async () => {
  const scene = await openScene({}, signed)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  scene.bff.clock.advance(9 * 60_000) // a transaction lives ten minutes, and so does the response
  await browser.visit(callback)
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
})

it('says that the server does not answer when its keys cannot be had', async () => {
  const down = { wire: { jwks: () => ({ status: 503, headers: {}, body: '' }) } }
  const scene = await openScene(down, signed)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  await expectRefused(scene, browser, callback, '/problem?code=provider-unreachable')
})

/** What anybody can read in it. */
function stateIn(callback: string): string {
  const [, payload = ''] = new URL(callback).searchParams.get('response')?.split('.') ?? []
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).state
}
