/** What the doctor says of a provider: each finding seen right and wrong, at a real server. */
import { describe, it } from 'vitest'
import { announcing, without } from '../conformance/liar/forgeries.ts'
import { page } from '../conformance/liar/wire.ts'
import { type Row, besideAnother, expectFinding } from './examined.ts'

/** The metadata with other values in it. */
const saying = (more: object) => ({ discovery: (document: object) => ({ ...document, ...more }) })
/** The metadata as it is, under another path than the one that is asked for. */
const slashed = { liarOptions: { issuerPath: '/' } }
const env = (more: Record<string, string | undefined>) => ({ env: more })
const answering = (status: number) => ({ wire: { discovery: () => page('no', status) } })

const rows: Row[] = [
  ['discovery-reachable', 'pass', 'it answers', {}, /answers with its metadata/],
  [
    'discovery-reachable',
    'fail',
    'nobody listens',
    env({ OIDC_ISSUER: 'http://127.0.0.1:9' }),
    /cannot be reached/,
  ],
  ['discovery-reachable', 'fail', 'it answers 404', { lie: answering(404) }, /answers 404/],
  ['discovery-reachable', 'fail', 'it is a page', { lie: answering(200) }, /no JSON object/],
  ['discovery-issuer', 'pass', 'it is ours', {}, /to the letter/],
  [
    'discovery-issuer',
    'fail',
    'the slash at the end is missing here',
    { ...slashed, env: (liar) => ({ OIDC_ISSUER: liar.issuer.slice(0, -1) }) },
    /slash at the end counts: OIDC_ISSUER=http.*\/$/,
  ],
  [
    'discovery-issuer',
    'fail',
    'there is a slash too many',
    { env: (liar) => ({ OIDC_ISSUER: `${liar.issuer}/` }) },
    /No slash at the end/,
  ],
  [
    'discovery-issuer',
    'fail',
    'it is a template',
    { lie: saying({ issuer: 'https://login.example/{tenantid}/v2.0' }) },
    /your tenant id/,
  ],
  [
    'discovery-issuer',
    'fail',
    'it is a bare name',
    { lie: saying({ issuer: 'acme.com' }) },
    /bare name is no issuer/,
  ],
  [
    'discovery-issuer',
    'fail',
    'it is another host',
    { lie: saying({ issuer: 'http://keycloak:8080' }) },
    /public host name/,
  ],
  ['discovery-issuer', 'fail', 'there is none', { lie: saying({ issuer: 1 }) }, /no OpenID/],
  ['discovery-usable', 'pass', 'nothing contradicts', {}, /agree/],
  [
    'discovery-usable',
    'fail',
    'an endpoint is missing',
    { lie: { discovery: without('token_endpoint') } },
    /by token_endpoint/,
  ],
  ['capability-pkce', 'pass', 'S256 is listed', {}, /PKCE/],
  [
    'capability-pkce',
    'warn',
    'nothing is said',
    { lie: { discovery: without('code_challenge_methods_supported') } },
    /says nothing of PKCE/,
  ],
  [
    'capability-pkce',
    'fail',
    'S256 is not among them',
    { lie: saying({ code_challenge_methods_supported: ['plain'] }) },
    /does not list S256/,
  ],
  ['capability-auth', 'pass', 'our way is listed', {}, /client_secret_basic/],
  [
    'capability-auth',
    'fail',
    'it is not',
    { lie: { clientAuth: ['client_secret_post'] } },
    /but client_secret_post/,
  ],
  [
    'capability-auth',
    'warn',
    'nothing is said, and ours is not the default',
    {
      lie: { discovery: without('token_endpoint_auth_methods_supported') },
      ...env({ OIDC_CLIENT_AUTH: 'client_secret_post' }),
    },
    /but client_secret_basic/,
  ],
  ['capability-id-token', 'pass', 'our algorithm is listed', {}, /RS256/],
  [
    'capability-id-token',
    'fail',
    'it signs otherwise',
    { lie: { idTokenAlg: 'ES256' } },
    /OIDC_ID_TOKEN_ALG=ES256/,
  ],
  [
    'capability-id-token',
    'fail',
    'it signs with the client secret',
    { lie: { discovery: announcing('HS256') } },
    /choose a signing key/,
  ],
  [
    'capability-id-token',
    'warn',
    'nothing is said',
    { lie: { discovery: without('id_token_signing_alg_values_supported') } },
    /does not say/,
  ],
  ['capability-par', 'pass', 'it is offered', {}, /would use them/],
  ['capability-par', 'pass', 'it is demanded', { lie: { requirePar: true } }, /demands/],
  [
    'capability-par',
    'fail',
    'it is wanted here and not offered there',
    {
      lie: { discovery: without('pushed_authorization_request_endpoint') },
      ...env({ OIDC_PAR: 'require' }),
    },
    /no endpoint/,
  ],
  ['capability-iss', 'pass', 'it is announced', {}, /whose they are/],
  ['capability-iss', 'pass', 'it is not', { lie: { supportsIss: false } }, /does not say/],
  [
    'capability-iss',
    'warn',
    'it is not, and the answer has to be told from another provider’s',
    { lie: { supportsIss: false }, env: besideAnother },
    /refused here/,
  ],
  ['refresh-token', 'pass', 'it is asked for', {}, /by offline_access/],
  [
    'refresh-token',
    'warn',
    'it is asked for and not offered',
    { lie: saying({ scopes_supported: ['openid'] }) },
    /does not list/,
  ],
  [
    'refresh-token',
    'warn',
    'it is offered and not asked for',
    env({ OIDC_SCOPE: 'openid' }),
    /does not ask/,
  ],
  [
    'refresh-token',
    'pass',
    'it comes unasked',
    env({ OIDC_SCOPE: 'openid', OIDC_PROVIDER: 'keycloak' }),
    /not asked for/,
  ],
  [
    'refresh-token',
    'warn',
    'it takes consent and somebody took that away',
    env({ OIDC_PROVIDER: 'logto', OIDC_AUTHORIZE_PARAMS: 'prompt=login' }),
    /without prompt=consent/,
  ],
  ['api-token', 'pass', 'nothing is known', {}, /seen to/],
  [
    'api-token',
    'warn',
    'Auth0 is told no audience',
    { ...slashed, ...env({ OIDC_PROVIDER: 'auth0' }) },
    /audience=/,
  ],
  [
    'api-token',
    'pass',
    'Auth0 is told one',
    { ...slashed, ...env({ OIDC_PROVIDER: 'auth0', OIDC_AUTHORIZE_PARAMS: 'audience=x' }) },
    /seen to/,
  ],
  ['api-token', 'warn', 'Okta’s is the org’s', env({ OIDC_PROVIDER: 'okta' }), /custom one/],
  [
    'api-token',
    'pass',
    'Okta’s is a custom one',
    { liarOptions: { issuerPath: '/oauth2/default' }, ...env({ OIDC_PROVIDER: 'okta' }) },
    /seen to/,
  ],
  ['api-token', 'warn', 'Entra is told no scope', env({ OIDC_PROVIDER: 'entra' }), /api:\/\//],
  ['api-token', 'warn', 'Logto is told no API', env({ OIDC_PROVIDER: 'logto' }), /opaque/],
  [
    'api-token',
    'warn',
    'it is Google',
    env({ OIDC_PROVIDER: 'google', OIDC_SCOPE: 'openid' }),
    /Google’s APIs/,
  ],
  ['logout-endpoint', 'pass', 'it is announced', {}, /\/auth\/signed-out/],
  [
    'logout-endpoint',
    'warn',
    'it is not',
    { lie: { discovery: without('end_session_endpoint') } },
    /here only/,
  ],
  ['logout-endpoint', 'pass', 'nobody wants it', env({ OIDC_LOGOUT: 'local' }), /OIDC_LOGOUT/],
  [
    'logout-endpoint',
    'pass',
    'it has its own form',
    env({ OIDC_PROVIDER: 'cognito', OIDC_SCOPE: 'openid' }),
    /own form\. Register http:\/\/localhost:3000\/signed-out/,
  ],
  ['logout-revocation', 'pass', 'it is announced', {}, /revokes/],
  [
    'logout-revocation',
    'warn',
    'it is not',
    { lie: { discovery: without('revocation_endpoint') } },
    /lives on/,
  ],
  ['logout-backchannel', 'pass', 'it has none', {}, /does not say/],
  [
    'logout-backchannel',
    'warn',
    'it has it and cannot come here',
    { lie: saying({ backchannel_logout_supported: true }) },
    /no public https/,
  ],
  [
    'logout-backchannel',
    'pass',
    'it has it and can',
    {
      lie: saying({ backchannel_logout_supported: true }),
      ...env({ APP_ORIGIN: 'https://app.example.com', OIDC_PROVIDER: 'keycloak' }),
    },
    /must be off/,
  ],
  [
    'logout-backchannel',
    'warn',
    'a frame is awaited that nobody will show',
    env({ OIDC_FRONTCHANNEL_LOGOUT: 'on' }),
    /no front-channel/,
  ],
  ['runtime-clock', 'pass', 'the clocks agree', {}, /apart/],
  ['runtime-clock', 'warn', 'they do not', { nowMs: () => Date.now() + 3_600_000 }, /NTP/],
]

describe('the doctor says of a provider', () => {
  it.each(rows)('%s: %s, when %s', (...row) => expectFinding(row))
})
