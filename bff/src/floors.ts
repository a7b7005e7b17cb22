/**
 * The floors below the doors, made once and in order: storage, keys, sessions, the client, the vault.
 * Nothing here knows a route. Doors get what they need from here and from nowhere else (see app.ts).
 */
import type Koa from 'koa'
import type { Config } from './config/config.ts'
import { createEvents } from './events.ts'
import type { State } from './http/context.ts'
import { createLimits } from './limits/limits.ts'
import { createAccessTokens } from './oauth/access-token.ts'
import { createBeginSession } from './oauth/begin-session.ts'
import { createClientTokens } from './oauth/client-token.ts'
import { createCredentials } from './oauth/dpop-proof.ts'
import { type Provider, createProviders } from './oauth/providers.ts'
import type { ResourceNeeds } from './oauth/resource-needs.ts'
import { createRevocation } from './oauth/revocation.ts'
import { completeSignIn } from './oauth/sign-in.ts'
import { createReturnFromStepUp } from './oauth/step-up-return.ts'
import { createTokenExchange } from './oauth/token-exchange.ts'
import { createTokenModes } from './oauth/token-modes.ts'
import { createTokenVault } from './oauth/token-vault.ts'
import { type Transaction, createTransactions } from './oauth/transaction.ts'
import type { Ports } from './ports.ts'
import { createActivity } from './session/activity.ts'
import { createAnnouncements } from './session/announcements.ts'
import { createEnding } from './session/ending.ts'
import { createEpitaphs } from './session/epitaphs.ts'
import { createLifetime } from './session/lifetime.ts'
import { createOpenStreams } from './session/open-streams.ts'
import { createEndNamedSessions } from './session/provider-logout.ts'
import { createSessionFinder } from './session/session-finder.ts'
import { createSessions } from './session/sessions.ts'
import { createStandings } from './session/standing-behind.ts'
import { createTickets } from './session/tickets.ts'
import { createWatch } from './session/watch.ts'
import { createCached } from './storage/cached.ts'
import { createGuardedStorage } from './storage/guarded.ts'
import { createKeyring } from './storage/keyring.ts'
import { createSealed } from './storage/sealed.ts'

/** All it takes to find sessions and to end them, with or without anybody to serve (cli/sessions.ts). */
export function createGroundFloor(config: Config, ports: Ports) {
  const { clock, random } = ports
  const events = createEvents(clock)
  const keyring = createKeyring(config.session.keys)
  const sealed = createSealed(createGuardedStorage(ports.storage, events), keyring, random)
  const storage = createCached(sealed, clock)
  // Reads past the cache, where the word of the last change may still be on its way: a refresh token that is
  // only believed to be unspent ends the grant (RFC 9700 §4.14.2), and an ending revokes the last one.
  const exact = { ...storage, read: sealed.read }
  const vault = createTokenVault(exact)
  const providers = createProviders(config, { ports, events, storage })
  const revocation = createRevocation(providers, vault, events)
  const lifetime = createLifetime(config.session)
  const subjectRef = (iss: string, sub: string) => keyring.fingerprint('subject', `${iss} ${sub}`)
  const { revoke } = revocation
  const streams = createOpenStreams()
  const announcements = createAnnouncements(storage, streams)
  const epitaphs = createEpitaphs(storage)
  const activity = createActivity(clock, exact)
  const told = { activity, announcements, epitaphs, events, subjectRef, revoke }
  const endSession = createEnding({ clock, storage: exact, lifetime, ...told })

  return {
    activity,
    announcements,
    clock,
    config,
    endSession,
    epitaphs,
    events,
    finder: createSessionFinder(clock, storage, lifetime),
    keyring,
    lifetime,
    providers,
    random,
    revocation,
    storage,
    streams,
    subjectRef,
    vault,
  }
}

export function createFloors(
  koa: Koa<State>,
  config: Config,
  ports: Ports,
  /** Those to which people's own tokens go: what is asked for when they sign in. */
  resources: readonly ResourceNeeds[],
) {
  const ground = createGroundFloor(config, ports)
  const { clock, endSession, keyring, revocation, storage } = ground
  const sessions = createSessions(koa, ground)
  const transactions = createTransactions(config, { clock, storage }, keyring)
  const credentialFor = createCredentials(ports)
  const shared = { ...ground, credentialFor, sessions }
  const user = createAccessTokens({ ...shared, ...revocation, ports: { ...ports, storage } })
  const subject = resources.find(({ indicator }) => indicator) ?? {}

  return {
    ...shared,
    resources,
    transactions,
    limits: createLimits({ ...ground, counts: ports.counts }),
    accessTokenFor: createTokenModes({
      user,
      exchange: createTokenExchange({ ...shared, subject, subjectTokenFor: user }),
      client: createClientTokens(shared),
    }),
    beginSession: createBeginSession(shared),
    endNamedSessions: createEndNamedSessions(storage, endSession),
    returnFromStepUp: createReturnFromStepUp(ground),
    tickets: createTickets({ ...ground, standings: createStandings(ground) }),
    watch: createWatch(ground),
    completeSignIn(callback: URL, transaction: Transaction, provider: Provider) {
      const { indicator: firstIndicator } = subject
      return completeSignIn({ provider, clock, firstIndicator }, callback, transaction)
    },
  }
}
