/**
 * The client that proves itself by its certificate, and whose tokens are bound to it (RFC 8705): shown wherever
 * the server or the API asks, and one day replaced by another while people are signed in.
 */
import { expect, it, onTestFinished } from 'vitest'
import { type Certificate, createAuthority, loopbackAddress } from '../../dev/certificates.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { openApi } from '../conformance/liar/api.ts'
import { openLiar } from '../conformance/liar.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import type { Seen } from '../conformance/liar/wire.ts'
import { trustInTest } from '../conformance/trust.ts'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import { createMovableClock, openBff } from '../open-bff.ts'

/** A server and an API that ask for certificates, and a BFF that can be started with one or another. */
async function openMutual(lie: Partial<Lies> = {}) {
  onlyIn('plain')
  const authority = createAuthority()
  trustInTest(authority.cert)
  const clock = createMovableClock()
  const tls = authority.issue({ address: loopbackAddress })
  const bound: Partial<Lies> = {
    clientAuth: ['tls_client_auth'],
    clientSubject: 'CN=claimcheck',
    bindsTokens: 'certificate',
  }
  const liar = await openLiar({ clock, ...bound, ...lie }, { tls, mtls: { ca: authority.cert } })
  onTestFinished(() => liar.close())
  const api = await openApi(liar, {}, { ...tls, ca: authority.cert, requestCert: true })
  const storage = createMemoryStorage(clock)
  let port: string | undefined

  /** Each time at the same address and on the same store: a restart. */
  async function start({ cert, key }: Certificate, env: Record<string, string> = {}) {
    const bff = await openBff({
      clock,
      storage,
      env: {
        OIDC_ISSUER: liar.issuer,
        OIDC_CLIENT_ID: liar.clientId,
        OIDC_CLIENT_AUTH: 'tls_client_auth',
        OIDC_CLIENT_CERT: cert,
        OIDC_CLIENT_CERT_KEY: key,
        OIDC_CA: authority.cert,
        OIDC_PAR: 'require',
        OIDC_USERINFO: 'always',
        RESOURCE_NOTES_URL: api.url,
        SESSION_KEYS: sessionKeys,
        ...(port !== undefined && { PORT: port }),
        ...env,
      },
    })
    port = String(bff.port)
    onTestFinished(() => bff.close())
    return bff
  }

  return { api, authority, clock, liar, start }
}

const sessionKeys = 'Zm9ydHktdHdvIHB1bXBraW5zIGRhbmNlIGF0IG1pZG5pZ2h0'
const thumbprintsOf = (seen: readonly Seen[]) => [
  ...new Set(seen.map(({ certificate }) => certificate?.thumbprint)),
]

async function notes(browser: Browser, origin: string): Promise<number> {
  return (await browser.fetch(`${origin}/api/notes`)).status
}

it('is shown at every endpoint and to the API, with our name in the body [SX-08]', async () => {
  const { api, authority, clock, liar, start } = await openMutual()
  const bff = await start(authority.issue({ name: 'claimcheck' }))
  const browser = createBrowser()
  expect((await browser.visit(`${bff.origin}/auth/login`)).url).toBe(`${bff.origin}/`)
  expect(await notes(browser, bff.origin)).toBe(200)
  clock.advance(6 * 60_000)
  expect(await notes(browser, bff.origin)).toBe(200)
  await browser.fetch(`${bff.origin}/auth/logout`, { method: 'POST' })
  await expect.poll(() => liar.seen.revocation).toHaveLength(1)

  const { par, token, revocation, userinfo } = liar.seen
  const [code, refresh] = token.map(({ body }) => body.get('grant_type'))
  expect([code, refresh]).toEqual(['authorization_code', 'refresh_token'])
  const asked = [...par, ...token, ...revocation]
  expect(asked.map(({ body }) => body.get('client_id'))).toEqual(asked.map(() => 'claimcheck'))
  expect(asked.some(({ body, headers }) => secretIn(body) || headers.authorization)).toBe(false)
  const [one, ...others] = thumbprintsOf([...asked, ...userinfo, ...api.seen])
  expect(one).toBeDefined()
  expect(others).toEqual([])
})

const secretIn = (body: URLSearchParams) =>
  body.has('client_secret') || body.has('client_assertion')

it('is left alone where browsers go: they are never sent to an alias [SX-08]', async () => {
  const { authority, liar, start } = await openMutual()
  const bff = await start(authority.issue({ name: 'claimcheck' }))
  const browser = createBrowser()
  await browser.visit(`${bff.origin}/auth/login`)
  const answer = await browser.fetch(`${bff.origin}/auth/logout`, { method: 'POST' })
  const { location } = (await answer.json()) as { location: string }
  expect(new URL(location).origin).toBe(new URL(liar.issuer).origin)
  expect(liar.seen.authorize[0]?.url.origin).toBe(new URL(liar.issuer).origin)
})

it.each(['token', 'par', 'userinfo', 'revocation'] as const)(
  'takes the alias of the %s endpoint alone when there is no other [SX-08]',
  async (endpoint) => {
    // By a secret, so that the other endpoints, which ask for no certificate, are open to us as well.
    const { authority, liar, start } = await openMutual({
      clientAuth: ['client_secret_basic'],
      bindsTokens: 'no',
      aliased: [endpoint],
    })
    const bff = await start(authority.issue({ name: 'claimcheck' }), {
      OIDC_CLIENT_AUTH: 'client_secret_basic',
      OIDC_CLIENT_SECRET: liar.clientSecret,
    })
    const browser = createBrowser()
    await browser.visit(`${bff.origin}/auth/login`)
    await browser.fetch(`${bff.origin}/auth/logout`, { method: 'POST' })
    await expect.poll(() => liar.seen.revocation).toHaveLength(1)
    const all = ['token', 'par', 'userinfo', 'revocation'] as const
    const hrefs = all.map((each) => liar.seen[each][0]?.url.href)
    expect(hrefs).toEqual(all.map((each) => liar.aliases[each] ?? liar.endpoints[each]))
    expect(Object.keys(liar.aliases)).toEqual([endpoint])
  },
)

it('can be replaced: a token bound to the old one is refused, and refreshed [SX-08]', async () => {
  const { api, authority, liar, start } = await openMutual()
  const before = await start(authority.issue({ name: 'claimcheck' }))
  const browser = createBrowser()
  await browser.visit(`${before.origin}/auth/login`)
  expect(await notes(browser, before.origin)).toBe(200)
  await before.close()

  const after = await start(authority.issue({ name: 'claimcheck' }))
  expect(await notes(browser, after.origin)).toBe(200)

  expect(api.statuses).toEqual([200, 401, 200])
  expect(thumbprintsOf(api.seen)).toHaveLength(2)
  expect(liar.seen.token.map(({ body }) => body.get('grant_type'))).toEqual([
    'authorization_code',
    'refresh_token',
  ])
  const view = await browser.fetch(`${after.origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
})

it('shows APIs the certificate of a further provider too, where the first has none [SX-08]', async () => {
  const { api, authority, liar, start } = await openMutual()
  const plain = await openLiar({ clock: liar.clock })
  onTestFinished(() => plain.close())
  const { cert, key } = authority.issue({ name: 'claimcheck' })
  const bff = await start(
    { cert: '', key: '' },
    {
      OIDC_ISSUER: plain.issuer,
      OIDC_CLIENT_AUTH: 'client_secret_basic',
      OIDC_CLIENT_SECRET: plain.clientSecret,
      OIDC_CA: '',
      OIDC_PROVIDERS: 'strict',
      OIDC_STRICT_ISSUER: liar.issuer,
      OIDC_STRICT_CLIENT_ID: liar.clientId,
      OIDC_STRICT_CLIENT_AUTH: 'tls_client_auth',
      OIDC_STRICT_CLIENT_CERT: cert,
      OIDC_STRICT_CLIENT_CERT_KEY: key,
      OIDC_STRICT_CA: authority.cert,
    },
  )
  const browser = createBrowser()
  const login = new URLSearchParams({ iss: liar.issuer })
  expect((await browser.visit(`${bff.origin}/auth/login?${login}`)).url).toBe(`${bff.origin}/`)
  expect(await notes(browser, bff.origin)).toBe(200)
  expect(api.statuses).toEqual([200])
})
