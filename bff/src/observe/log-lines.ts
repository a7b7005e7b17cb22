/**
 * The catalogue of log lines: for every event its level and the fields that are written. `time`, `level`,
 * `event` and `ref` stand on each line. This is the list that an operator reads for what is logged and which
 * of it is personal (ASVS 16.1.1): `session` is a public name, `subject` a keyed hash.
 *
 * The compiler holds it to `events.ts`: an event without a line does not build, nor a field that is no more.
 * `cause` is never written as it is, but told (cause.ts).
 */
import { problems } from 'shared/problem'
import type { Event, EventFields, EventName } from '../events.ts'

export type LineLevel = 'error' | 'warn' | 'info' | 'debug'

type LogLines = {
  [N in EventName]: { level: LineLevel; fields: readonly (keyof EventFields[N])[] }
}

export const logLines: LogLines = {
  'app.started': { level: 'info', fields: ['origin', 'development'] },
  'app.stopped': { level: 'info', fields: [] },
  'worker.lost': { level: 'error', fields: ['worker', 'code', 'signal', 'restartInMs'] },
  'request.finished': {
    level: 'info',
    fields: ['method', 'route', 'status', 'ms', 'refusal', 'trace'],
  },
  'request.failed': { level: 'info', fields: ['code', 'why', 'cause'] },
  'request.cross-site': { level: 'warn', fields: ['why'] },
  'request.limited': { level: 'warn', fields: ['where', 'by', 'again', 'session', 'subject'] },
  'cookie.ambiguous': { level: 'warn', fields: ['cookie'] },
  'csp.violated': { level: 'warn', fields: ['directive'] },
  'login.started': { level: 'info', fields: ['prompt'] },
  'login.return-path-refused': { level: 'warn', fields: [] },
  'login.succeeded': { level: 'info', fields: ['session', 'subject', 'acr'] },
  'login.narrowed': { level: 'warn', fields: ['types'] },
  'login.failed': { level: 'warn', fields: ['code', 'why', 'cause'] },
  'client.secret-switched': { level: 'warn', fields: [] },
  'token.refreshed': { level: 'info', fields: ['session', 'ms'] },
  'token.refresh-failed': { level: 'warn', fields: ['session', 'fatal', 'cause'] },
  'token.refresh-interrupted': { level: 'warn', fields: ['session'] },
  'token.not-obtained': { level: 'warn', fields: ['mode', 'cause'] },
  'token.revocation-failed': { level: 'warn', fields: ['session', 'cause'] },
  'logout.provider': { level: 'info', fields: ['channel', 'by', 'sessions'] },
  'logout.provider-refused': { level: 'warn', fields: ['channel', 'why', 'cause'] },
  'session.used': { level: 'debug', fields: ['session'] },
  'session.ended': { level: 'info', fields: ['session', 'subject', 'reason', 'ageSeconds'] },
  'session.used-after-end': { level: 'warn', fields: ['session', 'subject', 'reason'] },
  'provider.asked': { level: 'debug', fields: ['endpoint', 'status', 'ms'] },
  'provider.unreachable': { level: 'error', fields: ['cause'] },
  'provider.refused': { level: 'error', fields: ['why'] },
  'resource.failed': { level: 'warn', fields: ['resource', 'code', 'cause'] },
  'storage.failed': { level: 'error', fields: ['cause'] },
}

/** A refusal with a reason is worth a note; a failure of ours is worth waking somebody. */
export function levelOf(event: Event): LineLevel {
  const isOurs = event.name === 'request.failed' && problems[event.code].status >= 500
  return isOurs ? 'error' : logLines[event.name].level
}
