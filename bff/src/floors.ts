/**
 * The floors below the doors, made once and in order: storage, keys, sessions, the client, the vault.
 * Nothing here knows a route. Doors get what they need from here and from nowhere else (see app.ts).
 */
import type Koa from 'koa'
import type { Config } from './config/config.ts'
import { createEvents } from './events.ts'
import type { State } from './http/context.ts'
import { createAccessTokens } from './oauth/access-token.ts'
import { createBeginSession } from './oauth/begin-session.ts'
import { createClient } from './oauth/client.ts'
import { createLogoutTokens } from './oauth/logout-token.ts'
import { createProviderKeys } from './oauth/provider-keys.ts'
import type { ResourceNeeds } from './oauth/resource-needs.ts'
import { createRevocation } from './oauth/revocation.ts'
import { completeSignIn } from './oauth/sign-in.ts'
import { createTokenVault } from './oauth/token-vault.ts'
import { type Transaction, createTransactions } from './oauth/transaction.ts'
import type { Ports } from './ports.ts'
import { createEnding } from './session/ending.ts'
import { createLifetime } from './session/lifetime.ts'
import { createEndNamedSessions } from './session/provider-logout.ts'
import { createSessions } from './session/sessions.ts'
import { createGuardedStorage } from './storage/guarded.ts'
import { createKeyring } from './storage/keyring.ts'
import { createSealed } from './storage/sealed.ts'

export function createFloors(
  koa: Koa<State>,
  config: Config,
  ports: Ports,
  resources: readonly ResourceNeeds[],
) {
  const { clock, random } = ports
  const { oidc } = config
  const events = createEvents(clock)
  const keyring = createKeyring(config.session.keys)
  const storage = createSealed(createGuardedStorage(ports.storage, events), keyring, random)
  const client = createClient(oidc, ports)
  const vault = createTokenVault(storage)
  const revocation = createRevocation(client, vault, events)
  const lifetime = createLifetime(config.session)
  const subjectRef = (iss: string, sub: string) => keyring.fingerprint('subject', `${iss} ${sub}`)
  const { revoke } = revocation
  const endSession = createEnding({ clock, storage, events, lifetime, subjectRef, revoke })
  const sessionPorts = { clock, random, storage }
  const sessions = createSessions(koa, config, sessionPorts, events, lifetime, endSession)
  const transactions = createTransactions(config, { clock, storage }, keyring)
  const keys = createProviderKeys({ client, clock, fetch: ports.fetch, timeoutMs: oidc.timeoutMs })
  const shared = { client, clock, config, endSession, events, keyring, lifetime, sessions, vault }

  return {
    ...shared,
    random,
    resources,
    revocation,
    transactions,
    accessTokenFor: createAccessTokens({ ...shared, ...revocation, ports: { ...ports, storage } }),
    beginSession: createBeginSession(shared),
    endNamedSessions: createEndNamedSessions(storage, endSession),
    logoutTokens: createLogoutTokens({ oidc, clock, keys, storage }),
    completeSignIn(callback: URL, transaction: Transaction) {
      const firstIndicator = resources.find(({ indicator }) => indicator)?.indicator
      return completeSignIn({ config, client, clock, firstIndicator }, callback, transaction)
    },
  }
}
