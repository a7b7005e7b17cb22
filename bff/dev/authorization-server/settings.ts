/**
 * How oidc-provider is set up: strict where RFC 9700 is strict – PKCE with S256 always, codes for one use
 * and one minute, refresh tokens that rotate and betray their reuse, `iss` in every response – because a
 * client that works here should not meet its first strict server in production.
 */
import { randomBytes } from 'node:crypto'
import type { Configuration } from 'oidc-provider'
import { oneFactor, twoFactor } from '../acr.ts'
import { personBySub } from '../people.ts'
import { assuranceIn } from './assurance.ts'
import { clientsOf, type Introspector } from './clients.ts'
import { featuresOf } from './features.ts'
import { createGrants } from './grants.ts'
import { createMemory } from './memory.ts'
import type { OidcProvider } from './oidc-provider.ts'
import type { Pages } from './pages.ts'
import { promptsOf } from './prompts.ts'
import type { Registration, Traits } from './registration.ts'
import type { signingKeys } from './signing-keys.ts'

export interface SettingsInput {
  port: number
  client: Registration
  introspector: Introspector
  /** Scope by RFC 8707 indicator; filled while the server runs. */
  resources: ReadonlyMap<string, string>
  traits: Traits
  /** Where clients that have a certificate are to come. */
  mtlsOrigin: string | undefined
  keys: Awaited<ReturnType<typeof signingKeys>>
  pages: Pages
  library: OidcProvider
}

export function settingsOf(input: SettingsInput): Configuration {
  const { port, traits, pages } = input
  return {
    adapter: createMemory(),
    jwks: { keys: input.keys },
    clients: clientsOf(input),
    clientDefaults: {
      id_token_signed_response_alg: traits.idTokenAlg,
      authorization_signed_response_alg: traits.idTokenAlg,
    },
    // What a client really uses is in its registration.
    clientAuthMethods: [
      ...new Set(['client_secret_basic', 'client_secret_post', traits.clientAuth] as const),
    ],
    acrValues: [oneFactor, twoFactor],
    claims: claimsByScope,
    // Put the claims of the scopes into the ID token: that is what most products do, and it saves a call.
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => accountOf(sub),
    extraTokenClaims: assuranceIn,
    loadExistingGrant: createGrants(),
    interactions: {
      policy: promptsOf(input.library),
      url: (_ctx, interaction) => `${traits.path}/interaction/${interaction.uid}`,
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    // OpenID Connect wants `offline_access` for them, plus a consent page at every sign-in. Most products
    // give a confidential client refresh tokens without either, and so do we: the usual scope then does.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: traits.rotation,
    ttl: lifetimes(traits),
    clientBasedCORS: () => false, // our client is no page
    cookies: cookiesOf(port),
    features: featuresOf(input),
    ...(input.mtlsOrigin !== undefined && { discovery: aliases(input.mtlsOrigin + traits.path) }),
    fetch: fetchWithoutGuard,
    renderError: pages.renderError,
  }
}

const claimsByScope = {
  // With `openid` and not on request only: how and when somebody signed in is what a BFF shows.
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'preferred_username'],
  email: ['email', 'email_verified'],
  roles: ['roles'],
}

/** RFC 8705 §5: a browser at the usual address is not to be asked which certificate it would like to show. */
function aliases(base: string): Record<string, unknown> {
  return {
    mtls_endpoint_aliases: {
      token_endpoint: `${base}/token`,
      revocation_endpoint: `${base}/token/revocation`,
      introspection_endpoint: `${base}/token/introspection`,
      pushed_authorization_request_endpoint: `${base}/request`,
      userinfo_endpoint: `${base}/me`,
    },
  }
}

function accountOf(sub: string) {
  const person = personBySub(sub)
  return person && { accountId: sub, claims: () => ({ sub, ...person.claims }) }
}

function lifetimes({ accessTokenSeconds }: Traits): NonNullable<Configuration['ttl']> {
  const hour = 60 * 60
  return {
    // A function, since a number here would win over the lifetime that a resource asks for.
    AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? accessTokenSeconds,
    ClientCredentials: accessTokenSeconds,
    AuthorizationCode: 60,
    IdToken: hour,
    Interaction: hour,
    RefreshToken: 12 * hour,
    Session: 12 * hour,
    Grant: 12 * hour,
  }
}

/** Cookies know no ports: with one name, two worlds on one machine would sign each other's people out. */
function cookiesOf(port: number): NonNullable<Configuration['cookies']> {
  return {
    keys: [randomBytes(32)],
    names: {
      session: `session-${port}`,
      interaction: `interaction-${port}`,
      resume: `resume-${port}`,
    },
  }
}

/** oidc-provider's dispatcher breaks off connections to loopback – where our back-channel logout is. */
const fetchWithoutGuard: NonNullable<Configuration['fetch']> = (input, init) => {
  const { dispatcher: _guard, ...rest } = init ?? {}
  return fetch(input, rest)
}
