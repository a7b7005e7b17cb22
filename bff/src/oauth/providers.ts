/**
 * The authorization servers, side by side: each with a client of its own, its own keys, its own way to say
 * that somebody has signed out. A transaction remembers which one it went to, and a session which one it
 * came from, by the issuer; nothing of one is ever sent to another (RFC 9700 §4.4).
 */
import type { Config, OidcConfig } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import type { Storage } from '../storage/storage.ts'
import { createClientWithSecrets } from './client-secrets.ts'
import type { Client } from './client-verbs.ts'
import { isSealedFor } from './decryption.ts'
import { unverified } from './jose.ts'
import { telling } from './asked-provider.ts'
import { type LogoutTokens, createLogoutTokens } from './logout-token.ts'
import { createProviderKeys } from './provider-keys.ts'
import { type SignedResponses, createSignedResponses } from './signed-response.ts'

export interface Provider {
  oidc: OidcConfig
  client: Client
  logoutTokens: LogoutTokens
  signedResponses: SignedResponses
}

export interface Providers {
  /** Where people go who name none. */
  first: Provider
  all: readonly Provider[]
  /** @returns undefined for an issuer we do not know, or no more */
  of(issuer: string): Provider | undefined
  /** Whose word this token claims to be. What is nobody's is for the first to refuse. */
  behind(token: string): Provider
}

export interface ProvidersDeps {
  ports: Pick<Ports, 'clock' | 'fetch' | 'fetchWith'>
  events: Events
  storage: Pick<Storage, 'read' | 'write'>
}

export function createProviders(
  { providers }: Pick<Config, 'providers'>,
  deps: ProvidersDeps,
): Providers {
  const all = providers.map((oidc) => createProvider(oidc, deps))
  const byIssuer = new Map(all.map((provider) => [provider.oidc.issuer, provider]))
  const [first] = all
  if (first === undefined) throw new Error('No provider: readConfig gives at least one.')
  return {
    first,
    all,
    of: (issuer) => byIssuer.get(issuer),
    behind: (token) =>
      byIssuer.get(String(unverified(token)?.claims['iss'])) ??
      all.find(({ oidc }) => isSealedFor(token, oidc)) ??
      first,
  }
}

function createProvider(oidc: OidcConfig, { ports, events, storage }: ProvidersDeps): Provider {
  const { clock } = ports
  const { certificate, ca, timeoutMs } = oidc
  // Its own connections only where it must be: what Node has built in is the faster one.
  const isPlain = certificate === undefined && ca === undefined
  const fetch = telling(
    isPlain ? ports.fetch : ports.fetchWith({ ...certificate, ca }),
    clock,
    events,
  )
  const client = createClientWithSecrets(oidc, { clock, fetch }, events)
  const keys = createProviderKeys({ client, clock, fetch, timeoutMs })
  return {
    oidc,
    client,
    logoutTokens: createLogoutTokens({ oidc, clock, keys, storage }),
    signedResponses: createSignedResponses({ oidc, clock, keys }),
  }
}
