/**
 * The client with two secrets, for the time in which the authorization server changes from one to the
 * other: the one in use, and the other as soon as that is refused as `invalid_client`. What was refused for
 * the secret had no effect, so it is said again with the other – but for a code, which leaves us once,
 * whatever comes (RFC 6749 §4.1.2): that sign-in fails, and the next one goes well.
 */
import type { OidcConfig } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import { createClient } from './client.ts'
import type { Client } from './client-verbs.ts'
import { failureOf } from './failure.ts'
import { tellStale } from './tell-failure.ts'

export function createClientWithSecrets(
  oidc: OidcConfig,
  ports: Pick<Ports, 'fetch' | 'clock'>,
  events: Events,
): Client {
  const stale = (cause: unknown) => tellStale(events, cause)
  const first = createClient(oidc, ports, stale)
  if (oidc.clientSecretNext === undefined) return first
  const next = createClient({ ...oidc, clientSecret: oidc.clientSecretNext }, ports, stale)
  let current = first

  return {
    ...first, // what needs no secret
    authorizationUrl: (...request) => again((client) => client.authorizationUrl(...request)),
    refresh: (...request) => again((client) => client.refresh(...request)),
    obtain: (...request) => again((client) => client.obtain(...request)),
    revoke: (token, hint) => again((client) => client.revoke(token, hint)),
    redeemCode: (...request) => attempt((client) => client.redeemCode(...request)),
  }

  async function again<T>(say: (client: Client) => Promise<T>): Promise<T> {
    const before = current
    try {
      return await attempt(say)
    } catch (refusal) {
      if (current === before) throw refusal
      return attempt(say)
    }
  }

  async function attempt<T>(say: (client: Client) => Promise<T>): Promise<T> {
    const used = current
    try {
      return await say(used)
    } catch (refusal) {
      const failure = failureOf(refusal)
      const isRefused = failure.kind === 'refused' && failure.error === 'invalid_client'
      // Only the first of many parallel calls turns it, or the second would turn it back.
      if (isRefused && current === used) {
        current = used === first ? next : first
        events.emit('client.secret-switched', {})
      }
      throw refusal
    }
  }
}
