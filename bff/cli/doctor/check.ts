/**
 * One finding of the doctor, and the list of all that it can look into: each id has a heading in
 * bff/docs/doctor.md. No message repeats the value of a setting that may be a secret.
 */
export const checkIds = [
  'env-settings',
  'env-sample',
  'env-file',
  'env-browser',
  'env-secret',
  'runtime-node',
  'runtime-port',
  'runtime-clock',
  'discovery-reachable',
  'discovery-issuer',
  'discovery-usable',
  'capability-pkce',
  'capability-auth',
  'capability-id-token',
  'capability-par',
  'capability-iss',
  'probe-registration',
  'probe-scope',
  'probe-iss',
  'probe-secret',
  'probe-secret-next',
  'refresh-token',
  'api-token',
  'logout-endpoint',
  'logout-revocation',
  'logout-backchannel',
  'upstream-reachable',
  'upstream-closed',
  'store-answers',
  'store-kind',
  'production-origin',
  'production-keys',
  'production-proxies',
  'production-health',
  'production-build',
] as const

export type CheckId = (typeof checkIds)[number]
export type Status = 'pass' | 'warn' | 'fail' | 'skip'

export interface Check {
  id: CheckId
  status: Status
  message: string
  /** What to do, for those that are not right. */
  remedy?: string
  docs: string
}

/** @returns the finding, with the place where it is told of at length */
function found(id: CheckId, status: Status, message: string, remedy?: string): Check {
  const docs = `bff/docs/doctor.md#${id}`
  return { id, status, message: plain(message), ...(remedy && { remedy: plain(remedy) }), docs }
}

/** Metadata is foreign input, and a terminal obeys what it is told in control characters. */
const plain = (text: string) => text.replace(/\p{Cc}/gu, '').slice(0, 1_000)

export const pass = (id: CheckId, message: string) => found(id, 'pass', message)
export const skip = (id: CheckId, message: string) => found(id, 'skip', message)
export const warn = (id: CheckId, message: string, remedy: string) =>
  found(id, 'warn', message, remedy)
export const fail = (id: CheckId, message: string, remedy: string) =>
  found(id, 'fail', message, remedy)
