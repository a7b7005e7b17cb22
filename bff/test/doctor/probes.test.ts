/** What the two live probes tell: whether the provider knows our client, and whether it believes us. */
import { describe, expect, it } from 'vitest'
import { failingWith, silentOn } from '../conformance/liar/forgeries.ts'
import { page, redirect } from '../conformance/liar/wire.ts'
import { type Row, besideAnother, examined, expectFinding } from './examined.ts'

const env = (more: Record<string, string | undefined>) => ({ env: more })
const saying = (more: object) => ({ discovery: (document: object) => ({ ...document, ...more }) })

const rows: Row[] = [
  ['probe-registration', 'pass', 'it answers at our callback', {}, /knows our client/],
  [
    'probe-registration',
    'pass',
    'it answers by a form post',
    env({ OIDC_RESPONSE_MODE: 'form_post' }),
    /knows our client/,
  ],
  [
    'probe-registration',
    'pass',
    'its answer is signed',
    env({ OIDC_RESPONSE_MODE: 'query.jwt' }),
    /knows our client/,
  ],
  ['probe-registration', 'pass', 'it was pushed', env({ OIDC_PAR: 'require' }), /knows our client/],
  [
    'probe-registration',
    'fail',
    'nobody knows the client',
    env({ OIDC_CLIENT_ID: 'another' }),
    /Register http:\/\/localhost:3000\/auth\/callback/,
  ],
  [
    'probe-registration',
    'fail',
    'nobody knows the redirect URI',
    env({ APP_ORIGIN: 'https://app.example.com' }),
    /Register https:\/\/app\.example\.com\/auth\/callback/,
  ],
  [
    'probe-registration',
    'fail',
    'the redirect URI is refused when pushed',
    env({ APP_ORIGIN: 'https://app.example.com', OIDC_PAR: 'require' }),
    /refuses the pushed/,
  ],
  [
    'probe-registration',
    'fail',
    'the client is refused when pushing',
    env({ OIDC_PAR: 'require', OIDC_CLIENT_SECRET: 'another-secret-of-the-same-length' }),
    /how the client proves itself/,
  ],
  [
    'probe-registration',
    'fail',
    'it refuses what the client asks',
    { lie: { authorizationResponse: failingWith('unauthorized_client') } },
    /unauthorized_client/,
  ],
  [
    'probe-registration',
    'skip',
    'it shows a page to sign in',
    { lie: { wire: { authorize: () => page('Sign in', 200) } } },
    /a page \(200\)/,
  ],
  [
    'probe-registration',
    'skip',
    'it goes round and round',
    { lie: { wire: { authorize: (_answer, { url }) => redirect(url) } } },
    /without end/,
  ],
  ['probe-registration', 'skip', 'nobody may ask', { request: { probe: false } }, /Not asked/],
  ['probe-scope', 'pass', 'they are known', {}, /takes the scopes/],
  [
    'probe-scope',
    'fail',
    'one is not',
    { lie: { authorizationResponse: failingWith('invalid_scope') } },
    /refuses a scope/,
  ],
  ['probe-iss', 'pass', 'it is there', {}, /whose it is/],
  [
    'probe-iss',
    'fail',
    'it is announced and forgotten',
    { lie: { authorizationResponse: (r) => silentOn('iss')(failingWith('login_required')(r)) } },
    /this one has none/,
  ],
  [
    'probe-iss',
    'fail',
    'it is another',
    {
      lie: {
        authorizationResponse: failingWith('login_required', { iss: 'https://evil.example' }),
      },
    },
    /another issuer/,
  ],
  ['probe-secret', 'pass', 'it is right', {}, /believes OIDC_CLIENT_SECRET/],
  [
    'probe-secret',
    'fail',
    'it is wrong',
    env({ OIDC_CLIENT_SECRET: 'another-secret-of-the-same-length' }),
    /does not believe OIDC_CLIENT_SECRET/,
  ],
  [
    'probe-secret',
    'skip',
    'it answers something else',
    { lie: { wire: { token: () => page('busy', 503) } } },
    /something else/,
  ],
  ['probe-secret', 'skip', 'nobody may ask', { request: { probe: false } }, /Not asked/],
  [
    'probe-iss',
    'fail',
    'it is silent, where there are several providers',
    { lie: { supportsIss: false }, env: besideAnother },
    /every answer has to/,
  ],
  [
    'probe-secret-next',
    'pass',
    'the one to come is right',
    { env: ({ clientSecret }) => ({ OIDC_CLIENT_SECRET_NEXT: clientSecret }) },
    /believes OIDC_CLIENT_SECRET_NEXT/,
  ],
  [
    'probe-secret-next',
    'fail',
    'the one to come is wrong',
    env({ OIDC_CLIENT_SECRET_NEXT: 'another-secret-of-the-same-length' }),
    /OIDC_CLIENT_SECRET_NEXT/,
  ],
]

describe('a probe', () => {
  it.each(rows)('%s: %s, when %s', (...row) => expectFinding(row))
})

it('sends nothing of ours when it may not probe, and nothing at all without a network', async () => {
  const quiet = await examined({ request: { probe: false } })
  const { discovery, authorize, token } = quiet.liar.seen
  expect([discovery.length, authorize.length, token.length]).toEqual([1, 0, 0])
  const silent = await examined({ request: { network: false, probe: false } })
  expect(Object.values(silent.liar.seen).flat()).toEqual([])
})

it('sends nobody to a provider whose metadata is another’s', async () => {
  const { liar, of } = await examined({ lie: saying({ issuer: 'https://evil.example' }) })
  expect(liar.seen.authorize).toEqual([])
  expect(of('probe-secret')?.status).toBe('skip')
})
