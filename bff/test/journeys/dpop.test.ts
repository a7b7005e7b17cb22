/**
 * A key for each session (RFC 9449): made at its sign-in, kept with its tokens, the same to its end – from
 * the code to the last refresh, at every instance, whatever the settings have become meanwhile.
 * Told in one configuration, since the authorization server is the liar.
 */
import { randomBytes } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import type { Seen } from '../conformance/liar/wire.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import { callApi, pastExpiryMs } from '../conformance/refresh.ts'
import { type Encounter, openEncounter } from '../conformance/sign-in.ts'
import { keptTokensOf } from '../kept-tokens.ts'
import { openBff } from '../open-bff.ts'

beforeEach(() => onlyIn('plain'))

const sessionKey = randomBytes(32).toString('base64url')

/** A BFF that binds tokens, and an API that wants them bound. */
function openBound(lie: Partial<Lies> = {}, env: Record<string, string | undefined> = {}) {
  return openEncounter(
    { bindsTokens: 'dpop', idTokenAlg: 'ES256', ...lie },
    {
      api: {},
      env: { ...boundEnv, SESSION_KEYS: sessionKey, ...env },
    },
  )
}

const boundEnv = { OIDC_DPOP: 'require', OIDC_ID_TOKEN_ALG: 'ES256' }

describe('the key of a session', () => {
  it('is the same at sign-in, refresh and the API, in proofs of which no two are alike [SX-09, SX-10, SX-15]', async () => {
    const encounter = await openBound({ requirePar: true })
    const { browser } = await encounter.signIn()
    await callApi(encounter, browser)
    encounter.bff.clock.advance(pastExpiryMs)
    expect((await callApi(encounter, browser)).status).toBe(200)

    const { liar, api } = encounter
    const seen = [...liar.seen.par, ...liar.seen.token, ...api!.seen]
    expect(seen.map(({ method, url }) => [method, url.origin + url.pathname])).toEqual([
      ['POST', liar.endpoints.par],
      ['POST', liar.endpoints.token],
      ['POST', liar.endpoints.token],
      ['GET', api!.url],
      ['GET', api!.url],
    ])
    expect(seen.map((one) => [proofOf(one).htm, proofOf(one).htu])).toEqual(
      seen.map(({ method, url }) => [method, url.origin + url.pathname]),
    )
    expect(new Set(seen.map((one) => proofOf(one).jti)).size).toBe(seen.length)
    expect(new Set(seen.map(keyIn)).size).toBe(1)
    expect(new Set(jktsAt(liar)).size).toBe(1)
  })

  it('is no other session’s, and no other provider’s [SX-15]', async () => {
    const other = await openLiar({ bindsTokens: 'dpop', idTokenAlg: 'ES256' })
    onTestFinished(() => other.close())
    const encounter = await openBound({}, withPartner(other))
    await encounter.signIn()
    await encounter.signIn()
    await encounter.signIn(`?iss=${encodeURIComponent(other.issuer)}`)
    const keys = [...jktsAt(encounter.liar), ...jktsAt(other)]
    expect([keys.length, new Set(keys).size]).toEqual([3, 3])
  })

  it('serves refreshes at every instance [SX-15]', async () => {
    const encounter = await openBound({ nonces: 'changes' })
    const { browser } = await encounter.signIn()
    const second = await anotherInstance(encounter, boundEnv)
    encounter.bff.clock.advance(pastExpiryMs)
    expect((await browser.fetch(`${second.origin}/api/notes`)).status).toBe(200)
    const keys = jktsAt(encounter.liar)
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])
  })

  it('is kept like the tokens: sealed in the store, and nowhere to be seen [SX-15]', async () => {
    const encounter = await openBound({ requirePar: true })
    const { bff } = encounter
    const { browser, response } = await encounter.signIn()
    const answer = await callApi(encounter, browser)
    encounter.bff.clock.advance(pastExpiryMs)
    await callApi(encounter, browser)
    const { proofKey } = await keptTokensOf(bff, browser, sessionKey)
    const secret = proofKey?.d ?? ''
    expect(secret).toMatch(/^[\w-]{43}$/)

    const view = await browser.fetch(`${bff.origin}/auth/session`)
    const told = [...response.hops, answer, view].flatMap(({ url, headers }) => [url, ...headers])
    const everything = [bff.log, told, await answer.text(), await view.text(), encounter.liar.seen]
    expect(JSON.stringify(everything)).not.toContain(secret)
  })
})

describe('the algorithm', () => {
  it.each([
    [['RS256', 'PS256'], 'PS256'],
    [['Ed25519', 'PS256'], 'Ed25519'],
    [undefined, 'ES256'],
  ])('of a server that lists %j is %s [SX-14]', async (offered, alg) => {
    const encounter = await openBound({ discovery: offering(offered) })
    const { browser, session } = await encounter.signIn()
    expect([session.status, (await callApi(encounter, browser)).status]).toEqual(['signed-in', 200])
    const seen = [...encounter.liar.seen.token, ...encounter.api!.seen]
    expect(seen.map(({ headers }) => headerOf(headers.dpop).alg)).toEqual([alg, alg])
  })

  it.each(['ES256', 'PS256'])('%s makes keys that fit into a cookie with all else', async (alg) => {
    const { bff } = await openBound({ discovery: offering([alg]) })
    const browser = createBrowser()
    const stopBefore = (url: string) => !url.startsWith(bff.origin)
    await browser.visit(`${bff.origin}/auth/login?returnTo=/${'x'.repeat(500)}`, { stopBefore })
    const [cookie] = browser.jar.all('localhost')
    // RFC 6265 §6.1: what every browser keeps.
    expect(`${cookie?.name}=${cookie?.value}`.length).toBeLessThan(4_096)
  })
})

describe('when the operator', () => {
  it('switches it on, sessions of before go on with bearer tokens, and new ones are bound', async () => {
    const encounter = await openBound({ bindsTokens: 'no' }, { OIDC_DPOP: 'off' })
    const { browser } = await encounter.signIn()
    const after = await anotherInstance(encounter, boundEnv)
    const notes = (who: Browser) => who.fetch(`${after.origin}/api/notes`)
    expect((await notes(browser)).status).toBe(200)
    encounter.bff.clock.advance(pastExpiryMs)
    expect((await notes(browser)).status).toBe(200)
    encounter.liar.lie({ bindsTokens: 'dpop' })
    const newcomer = createBrowser()
    await newcomer.visit(`${after.origin}/auth/login`)
    expect((await notes(newcomer)).status).toBe(200)
    expect(encounter.api!.seen.map(schemeOf)).toEqual(['Bearer', 'Bearer', 'DPoP'])
  })

  it('lets the server bind everything at once, sessions of before wait and are not ended [TS-10]', async () => {
    const encounter = await openBound({ bindsTokens: 'no' }, { OIDC_DPOP: 'off' })
    const { browser } = await encounter.signIn()
    encounter.liar.lie({ bindsTokens: 'dpop' })
    encounter.bff.clock.advance(pastExpiryMs)
    const refused = await callApi(encounter, browser)
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'provider-unreachable' }),
    ])
    const view = await browser.fetch(`${encounter.bff.origin}/auth/session`)
    expect(await view.json()).toMatchObject({ status: 'signed-in' })
  })

  it('switches it on between the authorization request and its answer, the next try is bound', async () => {
    const encounter = await openBound({}, { OIDC_DPOP: 'off' })
    const browser = createBrowser()
    const stopBefore = (url: string) => url.startsWith(encounter.bff.origin)
    const page = await browser.visit(`${encounter.bff.origin}/auth/login`, { stopBefore })
    const after = await anotherInstance(encounter, boundEnv)
    const callback = new URL(page.headers.get('location') ?? '')
    const landed = await browser.visit(`${after.origin}/auth/callback${callback.search}`)
    expect(landed.url).toContain('reason=login-expired')
    expect(encounter.liar.seen.token).toEqual([])
  })

  it('switches it off, sessions that are bound keep their key to the end', async () => {
    const encounter = await openBound()
    const { browser } = await encounter.signIn()
    const after = await anotherInstance(encounter, { ...boundEnv, OIDC_DPOP: 'off' })
    encounter.bff.clock.advance(pastExpiryMs)
    expect((await browser.fetch(`${after.origin}/api/notes`)).status).toBe(200)
    expect(encounter.api!.seen.map(schemeOf)).toEqual(['DPoP'])
    expect(new Set(jktsAt(encounter.liar)).size).toBe(1)
  })
})

/** On the same store, with settings of its own. */
async function anotherInstance({ bff, liar, api }: Encounter, env: Record<string, string>) {
  const instance = await openBff({
    clock: bff.clock,
    storage: bff.storage,
    env: {
      ...env,
      OIDC_ISSUER: liar.issuer,
      OIDC_CLIENT_ID: liar.clientId,
      OIDC_CLIENT_SECRET: liar.clientSecret,
      SESSION_KEYS: sessionKey,
      RESOURCE_NOTES_URL: api?.url,
    },
  })
  onTestFinished(() => instance.close())
  return instance
}

function withPartner(other: Liar) {
  return {
    OIDC_PROVIDERS: 'partner',
    OIDC_PARTNER_ISSUER: other.issuer,
    OIDC_PARTNER_CLIENT_ID: other.clientId,
    OIDC_PARTNER_CLIENT_SECRET: other.clientSecret,
    OIDC_PARTNER_ID_TOKEN_ALG: 'ES256',
    OIDC_PARTNER_DPOP: 'require',
  }
}

function offering(algorithms: string[] | undefined): Lies['discovery'] {
  return (document) => ({ ...document, dpop_signing_alg_values_supported: algorithms })
}

/** To which keys the access tokens were bound that it gave out, in order. */
function jktsAt({ accessTokens }: Liar) {
  return [...accessTokens.values()].map(({ binding }) => binding.jkt)
}

function headerOf(proof: unknown) {
  return decodeProtectedHeader(String(proof))
}

function proofOf({ headers }: Seen) {
  return decodeJwt(String(headers.dpop))
}

function keyIn({ headers }: Seen) {
  return headerOf(headers.dpop).jwk?.x
}

function schemeOf({ headers }: Seen) {
  return headers.authorization?.split(' ')[0]
}
