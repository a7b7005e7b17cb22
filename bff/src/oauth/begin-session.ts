/**
 * From a completed sign-in to a session: a new id, the token set in the vault under it, then the record
 * and the cookie – in that order, so that no session ever stands without its tokens. The id is new at
 * every sign-in; whatever the browser had before never becomes the signed-in one (SC-08).
 */
import type { SignInService } from 'shared/session'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import type { Clock } from '../ports.ts'
import type { Lifetime } from '../session/lifetime.ts'
import type { SessionRecord } from '../session/session-record.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Keyring } from '../storage/keyring.ts'
import type { Providers } from './providers.ts'
import type { SignIn } from './sign-in.ts'
import { serviceOf } from './sign-in-service.ts'
import type { Raised } from './step-up-return.ts'
import { type TokenSet, withGrant } from './token-set.ts'
import type { TokenVault } from './token-vault.ts'

export interface BeginSessionDeps {
  config: Config
  clock: Clock
  events: Events
  keyring: Keyring
  /** The same name as at the session's end, so that the log shows one person. */
  subjectRef(iss: string, sub: string): string
  lifetime: Lifetime
  providers: Pick<Providers, 'of'>
  sessions: Pick<Sessions, 'newId' | 'begin'>
  vault: TokenVault
}

export type BeginSession = (
  ctx: Context,
  signIn: SignIn,
  requestedScope: string,
  raised?: Raised,
) => Promise<void>

export function createBeginSession(deps: BeginSessionDeps): BeginSession {
  return async (ctx, signIn, requestedScope, raised) => {
    const nowMs = deps.clock.now()
    const { value, id } = deps.sessions.newId()
    const handle = deps.keyring.fingerprint('handle', id)
    const scope = signIn.grant.scope ?? requestedScope
    const service = await serviceOf(deps.providers.of(signIn.grant.claims.iss), deps.config)
    const record = recordOf(deps.config, signIn, { handle, scope, service, nowMs, raised })

    const { iss, sub, nonce, auth_time: authTime } = signIn.grant.claims
    const first: TokenSet = { access: {}, first: { iss, sub, nonce, authTime } }
    if (signIn.proofKey !== undefined) first.proofKey = signIn.proofKey
    const tokens = withGrant(first, signIn.resourceKey, signIn.grant, scope, nowMs)
    const untilMs = deps.lifetime.storeUntilMs(deps.lifetime.expiresAtMs(record, nowMs))
    const kept = await deps.vault.keep(id, tokens, { ifVersion: 0, expiresAtMs: untilMs })
    if (!kept) throw new Error('A new session id was already taken: is the random port random?')
    await deps.sessions.begin(ctx, value, record)

    const subject = deps.subjectRef(record.iss, record.sub)
    deps.events.emit(
      'login.succeeded',
      { session: handle, subject, acr: record.acr },
      ctx.state.ref,
    )
  }
}

interface Circumstances {
  handle: string
  scope: string
  service: SignInService | undefined
  nowMs: number
  raised: Raised | undefined
}

function recordOf(config: Config, signIn: SignIn, circumstances: Circumstances) {
  const { handle, scope, service, nowMs, raised } = circumstances
  const createdAt = Math.floor(nowMs / 1000)
  const record: SessionRecord = {
    iss: signIn.grant.claims.iss,
    sub: signIn.user.sub,
    user: signIn.user,
    handle,
    authTime: signIn.authTime,
    scope,
    createdAt,
    absoluteExpiresAt: raised?.absoluteExpiresAt ?? createdAt + config.session.absoluteSeconds,
  }
  if (service !== undefined) record.service = service
  if (signIn.sid !== undefined) record.sid = signIn.sid
  if (signIn.acr !== undefined) record.acr = signIn.acr
  if (signIn.amr !== undefined) record.amr = signIn.amr
  if (raised !== undefined) record.stepUp = raised.stepUp(createdAt)
  return record
}
