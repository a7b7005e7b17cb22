/**
 * The audit trail's catalogue: which events belong to it, and under which name. The names are OWASP's
 * (Logging Vocabulary Cheat Sheet) where it has one, so that a rule somebody wrote for another system finds
 * ours: `authn_login_fail` is `authn_login_fail` everywhere. Where it has none the name is our own.
 *
 * A line says who (`subject`, a keyed hash, and `session`), what, when, with which outcome, and the `ref` under
 * which the log knows more. Neither token nor e-mail address nor claim can stand there: only fields that are
 * named below are written, and events hold no others. Where nobody is signed in there is no subject – whoever
 * fails to sign in is not known.
 */
import type { EventFields, EventName } from '../events.ts'

export interface AuditLine<N extends EventName> {
  name: string
  outcome: 'success' | 'failure'
  fields: readonly (keyof EventFields[N])[]
  /** Absent: always. */
  when?: (event: EventFields[N]) => boolean
}

export type AuditLines = { [N in EventName]?: readonly AuditLine<N>[] }

export const auditLines: AuditLines = {
  'app.started': [{ name: 'sys_startup', outcome: 'success', fields: ['origin', 'development'] }],
  'app.stopped': [{ name: 'sys_shutdown', outcome: 'success', fields: [] }],
  'worker.lost': [{ name: 'sys_crash', outcome: 'failure', fields: ['worker', 'code', 'signal'] }],
  'login.succeeded': [
    { name: 'authn_login_success', outcome: 'success', fields: ['subject', 'session', 'acr'] },
    { name: 'session_created', outcome: 'success', fields: ['subject', 'session'] },
  ],
  'login.failed': [{ name: 'authn_login_fail', outcome: 'failure', fields: ['why', 'code'] }],
  'login.return-path-refused': [{ name: 'input_validation_fail', outcome: 'failure', fields: [] }],
  // OWASP's word for every end of a session; `reason` says whether somebody pressed a button or time ran out.
  'session.ended': [
    { name: 'session_expired', outcome: 'success', fields: ['subject', 'session', 'reason'] },
  ],
  'session.used-after-end': [
    {
      name: 'session_use_after_expire',
      outcome: 'failure',
      fields: ['subject', 'session', 'reason'],
    },
  ],
  // A token that the authorization server knows no more: revoked there, or used a second time.
  'token.refresh-failed': [
    {
      name: 'authn_token_revoked',
      outcome: 'failure',
      fields: ['session'],
      when: ({ fatal }) => fatal,
    },
  ],
  'token.revocation-failed': [
    { name: 'token_revocation_fail', outcome: 'failure', fields: ['session'] },
  ],
  'logout.provider': [
    { name: 'provider_logout', outcome: 'success', fields: ['channel', 'by', 'sessions'] },
  ],
  'logout.provider-refused': [
    { name: 'provider_logout_fail', outcome: 'failure', fields: ['channel', 'why'] },
  ],
  'request.cross-site': [{ name: 'authz_fail', outcome: 'failure', fields: ['why'] }],
  // The first of a window: a flood shall not flood the trail. The metric counts them all.
  'request.limited': [
    {
      name: 'excess_rate_limit_exceeded',
      outcome: 'failure',
      fields: ['where', 'by', 'subject', 'session'],
      when: ({ again }) => !again,
    },
  ],
  'request.failed': [
    {
      name: 'excess_rate_limit_exceeded',
      outcome: 'failure',
      fields: ['why'],
      when: ({ code }) => code === 'too-many-calls', // at once (api/under-way.ts)
    },
  ],
  'request.finished': [
    {
      name: 'authz_fail',
      outcome: 'failure',
      fields: ['route', 'refusal'],
      when: ({ refusal }) => refusal === 'ticket-invalid',
    },
    {
      name: 'step_up_required',
      outcome: 'failure',
      fields: ['route', 'refusal'],
      when: ({ refusal }) => refusal === 'step-up-required',
    },
  ],
  'cookie.ambiguous': [{ name: 'malicious_extraneous', outcome: 'failure', fields: ['cookie'] }],
  'provider.refused': [{ name: 'provider_refused', outcome: 'failure', fields: ['why'] }],
  'client.secret-switched': [{ name: 'config_changed', outcome: 'success', fields: [] }],
}
