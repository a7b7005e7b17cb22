/** The settings of a BFF in a world: every `OIDC_…` that the authorization server's traits call for. */
import type { Registration, Traits } from '../authorization-server/registration.ts'
import type { ClientCredentials } from './client-credentials.ts'

export interface Provider {
  issuer: string
  client: Registration
  credentials: ClientCredentials
  traits: Traits
  /** PEM; what its certificate has to be vouched for by, when it has one. */
  authority: string
}

/** @param prefix `OIDC_` for the first authorization server, `OIDC_PARTNER_` for one of that name */
export function providerEnv(prefix: string, provider: Provider): Record<string, string> {
  const { issuer, client, traits, authority } = provider
  const settings = {
    ISSUER: issuer,
    CLIENT_ID: client.clientId,
    SCOPE: 'openid profile email roles',
    ...proofOf(provider),
    ...(traits.idTokenAlg !== 'RS256' && { ID_TOKEN_ALG: traits.idTokenAlg }),
    ...(traits.fapi && { PROFILE: 'fapi2' }),
    // FAPI 2.0 wants tokens bound one way or the other, and the BFF takes DPoP for granted.
    ...((traits.fapi || traits.binding === 'dpop') && { DPOP: dpopOf(traits) }),
    ...(traits.idTokenEncryption && { ID_TOKEN_ENC: traits.idTokenEncryption }),
    ...(traits.signedUserinfo && { USERINFO_ALG: traits.idTokenAlg }),
    ...(traits.responseMode && { RESPONSE_MODE: traits.responseMode }),
    ...(traits.signedRequests && { REQUEST_OBJECT: 'signed' }),
    ...(traits.tls && { CA: authority }),
  }
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [prefix + name, value]))
}

function dpopOf({ binding }: Traits): string {
  return binding === 'dpop' ? 'require' : 'off'
}

/** What is not needed is not set: a secret beside a key would be one more thing to lose. */
function proofOf({ client, credentials, traits }: Provider): Record<string, string> {
  const { clientAuth } = traits
  const { privateKeys, certificate } = credentials
  return {
    ...(clientAuth !== 'client_secret_basic' && { CLIENT_AUTH: clientAuth }),
    ...(clientAuth.startsWith('client_secret') && { CLIENT_SECRET: client.clientSecret }),
    ...(privateKeys !== undefined && { CLIENT_KEYS: privateKeys }),
    ...(certificate && { CLIENT_CERT: certificate.cert, CLIENT_CERT_KEY: certificate.key }),
  }
}
