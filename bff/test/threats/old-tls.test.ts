/**
 * Weak transport on the way out (RFC 9325 §3.1.1, FAPI 2.0 §5.2.1): an attacker on the network speaks for the
 * authorization server or the API in an old version of TLS, or with a certificate that is another's. Nothing
 * is said over such a connection – no code, no token, not even a request for the metadata. (Old versions at
 * the authorization server: conformance/transport/old-tls.test.ts.)
 */
import { expect, it, onTestFinished } from 'vitest'
import {
  type Authority,
  type CertificateOptions,
  createAuthority,
  loopbackAddress,
} from '../../dev/certificates.ts'
import { createBrowser } from '../browser.ts'
import { openApi } from '../conformance/liar/api.ts'
import type { TlsOptions } from '../conformance/liar/listening.ts'
import { openLiar } from '../conformance/liar.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { trustInTest } from '../conformance/trust.ts'
import { openBff } from '../open-bff.ts'

/** OpenSSL would not speak it either, unless told that nothing is too weak. */
const speaking = (version: TlsOptions['maxVersion']) => ({
  minVersion: 'TLSv1' as const,
  maxVersion: version,
  ciphers: 'DEFAULT@SECLEVEL=0',
})

const good = { address: loopbackAddress }

interface Weak {
  provider?: Partial<TlsOptions>
  api?: Partial<TlsOptions>
}

async function openOver({ provider, api: apiTls }: Weak, authority = createAuthority()) {
  trustInTest(authority.cert)
  const tls = () => authority.issue(good)
  const liar = await openLiar({}, { tls: { ...tls(), ...provider } })
  onTestFinished(() => liar.close())
  const api = await openApi(liar, {}, { ...tls(), ...apiTls })
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_CA: authority.cert,
    RESOURCE_NOTES_URL: api.url,
  }
  const bff = await openBff({ env })
  onTestFinished(() => bff.close())
  const browser = createBrowser()
  const page = await browser.visit(`${bff.origin}/auth/login`)
  return { api, bff, browser, landing: landingOf(page.url), liar }
}

type Opened = Awaited<ReturnType<typeof openOver>>

function expectNothingSaid({ landing, liar }: Opened) {
  expect(landing).toBe('/problem?code=provider-unreachable')
  expect(Object.values(liar.seen).flat()).toEqual([])
}

it.each(['TLSv1', 'TLSv1.1'] as const)(
  'sends no token to an API that speaks %s at best [SX-17]',
  async (version) => {
    const { api, bff, browser, landing } = await openOver({ api: speaking(version) })
    expect(landing).toBe('/')
    const answer = await browser.fetch(`${bff.origin}/api/notes`)
    expect(await answer.json()).toMatchObject({ code: 'resource-unreachable' })
    expect(api.seen).toEqual([])
  },
)

it.each(['TLSv1.2', 'TLSv1.3'] as const)('talks to both in %s [SX-17]', async (version) => {
  const { bff, browser, landing } = await openOver({
    provider: speaking(version),
    api: speaking(version),
  })
  expect(landing).toBe('/')
  expect((await browser.fetch(`${bff.origin}/api/notes`)).status).toBe(200)
})

const elsewhere: [what: string, options: CertificateOptions][] = [
  ['for another host', { address: [127, 0, 0, 2] }],
  ['for no host', {}],
  ['that has run out', { ...good, notAfter: '210101000000Z' }],
]
const strangers: [what: string, of: (authority: Authority) => TlsOptions][] = [
  ...elsewhere.map(([what, options]): [string, (authority: Authority) => TlsOptions] => [
    what,
    (authority) => authority.issue(options),
  ]),
  ['that nobody we know vouches for', () => createAuthority().issue(good)],
]

it.each(strangers)(
  'believes no certificate %s, of a server or of an API [SX-17]',
  async (_what, of) => {
    const authority = createAuthority()
    expectNothingSaid(await openOver({ provider: of(authority) }, authority))
    const { api, bff, browser } = await openOver({ api: of(authority) }, authority)
    expect((await browser.fetch(`${bff.origin}/api/notes`)).status).toBe(502)
    expect(api.seen).toEqual([])
  },
)
