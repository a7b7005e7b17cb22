/**
 * What goes along with one call to an API in somebody's name: header fields, made for that very call. A
 * bearer token is the same for every call (RFC 6750 §2.1); one that is bound to a key needs a proof that
 * names method and URL (RFC 9449 §7.1). The doors attach the fields and never look at what is in them.
 */

export interface Call {
  method: string
  /** The API's own, not ours. */
  url: string
}

export interface Credential {
  /** To tell one from another when the API has refused it; for nothing else. */
  token: string
  /** Name, value, …; a promise only where something has to be signed first. */
  fieldsFor(call: Call): readonly string[] | Promise<readonly string[]>
  /** Where the next call depends on it: what an answer said, of whatever status, by lower-case name. */
  hear?(call: Call, fields: Readonly<Record<string, string | string[] | undefined>>): void
}

export function bearer(token: string): Credential {
  const fields = ['authorization', `Bearer ${token}`]
  return { token, fieldsFor: () => fields }
}
