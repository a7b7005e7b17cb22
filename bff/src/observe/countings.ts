/**
 * From events to counts: what each event adds to which counter. An event that is not here is not counted. The
 * label's words are those of the event: closed lists, one and all (metric-table.ts).
 */
import type { EventFields, EventName } from '../events.ts'
import type { CounterName } from './metric-table.ts'

export interface Count {
  counter: CounterName
  labels?: Readonly<Record<string, string>>
}

type Countings = { [N in EventName]?: (event: EventFields[N]) => readonly Count[] }

export const countings: Countings = {
  'request.cross-site': ({ why }) => [one('bff_csrf_rejected_total', { why })],
  'request.limited': ({ where }) => [one('bff_rate_limited_total', { where })],
  'request.failed': ({ code }) =>
    code === 'too-many-calls' ? [one('bff_rate_limited_total', { where: 'at-once' })] : [],
  'cookie.ambiguous': ({ cookie }) => [one('bff_cookie_ambiguous_total', { cookie })],
  'csp.violated': ({ directive }) => [one('bff_csp_violated_total', { directive })],
  'login.started': () => [one('bff_login_started_total')],
  'login.return-path-refused': () => [one('bff_returnto_rejected_total')],
  'login.succeeded': () => [
    one('bff_login_completed_total', { outcome: 'ok' }),
    one('bff_sessions_started_total'),
  ],
  'login.failed': ({ why }) => [one('bff_login_completed_total', { outcome: why })],
  'client.secret-switched': () => [one('bff_client_secret_switched_total')],
  'token.refreshed': () => [one('bff_token_refresh_total', { outcome: 'ok' })],
  'token.refresh-failed': ({ fatal }) => [
    one('bff_token_refresh_total', { outcome: fatal ? 'refused' : 'failed' }),
  ],
  'token.refresh-interrupted': () => [one('bff_token_refresh_total', { outcome: 'interrupted' })],
  'token.not-obtained': ({ mode }) => [one('bff_token_not_obtained_total', { mode })],
  'token.revocation-failed': () => [one('bff_token_revocation_failed_total')],
  'logout.provider': ({ channel }) => [
    one('bff_provider_logout_total', { channel, outcome: 'ok' }),
  ],
  'logout.provider-refused': ({ channel, why }) => [
    one('bff_provider_logout_total', { channel, outcome: why }),
  ],
  'session.ended': ({ reason }) => [one('bff_sessions_ended_total', { reason })],
  'session.used-after-end': ({ reason }) => [one('bff_session_use_after_end_total', { reason })],
  'provider.unreachable': () => [one('bff_idp_errors_total', { kind: 'unreachable' })],
  'provider.refused': () => [one('bff_idp_errors_total', { kind: 'refused' })],
  'resource.failed': ({ resource, code }) => [
    one('bff_proxy_errors_total', { upstream: resource, code }),
  ],
  'storage.failed': () => [one('bff_store_errors_total')],
}

function one(counter: CounterName, labels?: Record<string, string>): Count {
  return labels === undefined ? { counter } : { counter, labels }
}
