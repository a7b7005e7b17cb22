/**
 * How openid-client is set up for one authorization server: its metadata, our registration, how we prove
 * who we are, and the checks that the library makes only when told to. It verifies no ID token signature in
 * the code flow by itself: here it is told (ASVS 6.8.2). The library comes as an argument, so that it keeps
 * its one importer.
 *
 * Discovery is lazy, so we start while the authorization server is down. Its result is kept and read anew
 * within the hour; what then cannot be had, or contradicts our settings, leaves the last good one standing
 * for a day (MD-07, MD-08).
 */
import type {
  ClientAuth,
  ClientMetadata,
  Configuration,
  CustomFetch,
  ServerMetadata,
} from 'openid-client'
import type { OidcConfig } from '../config/config.ts'
import type { Clock, Ports } from '../ports.ts'
import { createClientAuthentication } from './client-authentication.ts'
import { decryptionKeysOf } from './client-keys.ts'
import { createKept } from './kept.ts'
import { assertUsable } from './metadata.ts'
import { createProviderFetch } from './provider-fetch.ts'

export type Openid = typeof import('openid-client')

// An unknown key id may mean that keys were rotated: look again, but not at every made-up id (MD-07).
const coolDownMs = 10_000
const lifetimeMs = 3_600_000
/** Longer than somebody stays signed in unless told otherwise: an outage of theirs ends no session of ours. */
const limitMs = 24 * 3_600_000

export interface ConfigurationPorts extends Pick<Ports, 'fetch' | 'clock'> {
  /** The metadata is old and could not be read anew. */
  stale(cause: unknown): void
}

export function createConfiguration(
  openid: Openid,
  oidc: OidcConfig,
  { fetch, clock, stale }: ConfigurationPorts,
): () => Promise<Configuration> {
  const insecure = oidc.issuer.startsWith('http:') // config allows it on loopback only
  const providerFetch = createProviderFetch(fetch) as CustomFetch
  let ours: ReturnType<typeof prove> | undefined
  return createKept({
    find: discover,
    renew: withAgedKeys,
    failed: stale,
    coolDownMs,
    lifetimeMs,
    limitMs,
    clock,
  })

  async function discover(last?: Configuration): Promise<Configuration> {
    const found = await openid.discovery(
      new URL(oidc.issuer),
      oidc.clientId,
      undefined,
      proof().authentication,
      {
        [openid.customFetch]: providerFetch,
        timeout: oidc.timeoutMs / 1000,
        execute: insecure ? [openid.allowInsecureRequests] : [],
      },
    )
    const metadata = found.serverMetadata()
    assertUsable(metadata, oidc)
    const next = await configure(metadata)
    const isSameSet = last?.serverMetadata().jwks_uri === metadata.jwks_uri
    if (last !== undefined && isSameSet) keepKeys(last, next, 0)
    return next
  }

  /**
   * openid-client looks again for an unknown key id only when its copy is a minute old, so a rotation
   * within that minute fails sign-ins. Each cool-down makes the copy a minute older than it is.
   */
  async function withAgedKeys(current: Configuration): Promise<Configuration> {
    const next = await configure(current.serverMetadata())
    keepKeys(current, next, 60)
    return next
  }

  function keepKeys(from: Configuration, to: Configuration, olderBySeconds: number): void {
    const keys = openid.getJwksCache(from)
    if (keys) openid.setJwksCache(to, { jwks: keys.jwks, uat: keys.uat - olderBySeconds })
  }

  async function configure(metadata: ServerMetadata): Promise<Configuration> {
    const { authentication, decryptionKeys } = proof()
    const client = {
      id_token_signed_response_alg: oidc.idTokenAlg,
      ...(oidc.userinfoAlg !== undefined && { userinfo_signed_response_alg: oidc.userinfoAlg }),
      // RFC 8705 §5: endpoint by endpoint, where there is one for clients with a certificate.
      use_mtls_endpoint_aliases: oidc.certificate !== undefined,
      ...(oidc.clientSecret === undefined ? {} : { client_secret: oidc.clientSecret }),
      [openid.clockTolerance]: oidc.clockToleranceSeconds,
    }
    const server =
      oidc.tenants === undefined
        ? new openid.Configuration(metadata, oidc.clientId, client, authentication)
        : await ofManyTenants(metadata, client, authentication)
    server.timeout = oidc.timeoutMs / 1000
    server[openid.customFetch] = providerFetch
    if (insecure) openid.allowInsecureRequests(server)
    if (oidc.idTokenAlg !== 'HS256') openid.enableNonRepudiationChecks(server)
    if (decryptionKeys.length > 0) {
      openid.enableDecryptingResponses(server, undefined, ...decryptionKeys)
    }
    return server
  }

  /**
   * openid-client holds `iss` against a template only in what `discovery` has made, and copies lose that. So the
   * metadata that we have is discovered again, from here.
   */
  function ofManyTenants(
    metadata: ServerMetadata,
    client: Partial<ClientMetadata>,
    authentication: ClientAuth,
  ): Promise<Configuration> {
    const kept = async () => Response.json(metadata)
    const options = { [openid.customFetch]: kept }
    return openid.discovery(new URL(oidc.issuer), oidc.clientId, client, authentication, options)
  }

  /** Keys are imported once, and not before they are needed. */
  function proof() {
    ours ??= prove(openid, oidc, clock)
    return ours
  }
}

function prove(openid: Openid, oidc: OidcConfig, clock: Clock) {
  const authentication = createClientAuthentication(openid, oidc, clock)
  return { authentication, decryptionKeys: decryptionKeysOf(oidc) }
}
