/** The extensions of OAuth that the local authorization server speaks; whatever is not named is off. */
import type { Configuration } from 'oidc-provider'
import { bindingOf } from './binding.ts'
import type { OidcProvider } from './oidc-provider.ts'
import type { Pages } from './pages.ts'
import type { Traits } from './registration.ts'

type Features = NonNullable<Configuration['features']>

interface FeaturesInput {
  resources: ReadonlyMap<string, string>
  traits: Traits
  pages: Pages
  library: OidcProvider
}

export function featuresOf(input: FeaturesInput): Features {
  const { traits, pages } = input
  return {
    // Its pages let any text sign in and fetch fonts from elsewhere; ours are in `pages.ts`.
    devInteractions: { enabled: false },
    ...bindingOf(traits),
    // It asks of requests and assertions what FAPI 2.0 adds; the rest of that profile is in the traits.
    fapi: { enabled: traits.fapi, profile: '2.0' },
    encryption: { enabled: traits.idTokenEncryption !== undefined },
    jwtUserinfo: { enabled: traits.signedUserinfo },
    jwtResponseModes: { enabled: true },
    requestObjects: { enabled: true },
    clientCredentials: { enabled: true },
    // RFC 7662. The caller has proved to be a registered client, and there are two of them.
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => isOwn(client, token) },
    pushedAuthorizationRequests: {
      enabled: true,
      requirePushedAuthorizationRequests: traits.requirePar,
    },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: traits.endSession,
      logoutSource: pages.logoutSource,
      postLogoutSuccessSource: pages.postLogoutSuccessSource,
    },
    resourceIndicators: resourceIndicators(input),
  }
}

/** RFC 7009 §2.1: a token can be revoked by whom it was issued to. */
function isOwn(client: { clientId: string }, token: { clientId?: string | undefined }): boolean {
  return client.clientId === token.clientId
}

/**
 * RFC 8707. A token is for one API and readable by it alone; asked for without `resource`, at either
 * endpoint, it is good for userinfo only – unless this server knows no indicators and every token is for
 * its one API.
 */
function resourceIndicators(input: FeaturesInput): NonNullable<Features['resourceIndicators']> {
  const { resources, traits } = input
  return {
    enabled: true,
    defaultResource: (_ctx, _client, oneOf) =>
      oneOf ?? (traits.indicators ? undefined : [...resources.keys()][0]),
    useGrantedResource: () => !traits.indicators,
    getResourceServerInfo: (_ctx, indicator) => resourceServerInfo(input, indicator),
  }
}

export function resourceServerInfo(
  { resources, traits, library }: Omit<FeaturesInput, 'pages'>,
  indicator: string,
) {
  const scope = resources.get(indicator)
  if (scope === undefined) throw new library.errors.InvalidTarget()
  return {
    scope,
    audience: indicator,
    accessTokenTTL: traits.accessTokenSeconds,
    accessTokenFormat: traits.accessTokens,
    jwt: { sign: { alg: traits.idTokenAlg } },
  }
}
