/** One answer of the authorization server, read: names and marks, and what an ID token says. */
import type { Detail } from 'shared/inspector'
import { claimsIn, textOf } from './jwt-claims.ts'
import type { Redactor } from './redaction.ts'
import { wordFor, wordForClaim } from './words.ts'

export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return Object(JSON.parse(await response.text())) as Record<string, unknown>
  } catch {
    return {}
  }
}

export function refusalIn({ error }: Record<string, unknown>): string {
  return typeof error === 'string' ? `The server says ${error}.` : 'The server did not say why.'
}

/** Metadata and keys are public, and long: only who speaks and how many keys there are. */
export function documentIn(
  { issuer, keys }: Record<string, unknown>,
  redactor: Redactor,
): Detail[] {
  if (Array.isArray(keys)) return [redactor.detail('keys', `${keys.length} public keys`)]
  return [redactor.detail('issuer', textOf(issuer))]
}

/** Of a token response, or of userinfo, which is nothing but claims. */
export function valuesIn(body: Record<string, unknown>, redactor: Redactor): Detail[] {
  const isUserinfo = 'sub' in body
  return Object.entries(body).map(([name, value]) =>
    redactor.detail(name, textOf(value), isUserinfo ? wordForClaim(name) : wordFor(name)),
  )
}

/** Shown decoded and without their signature: good for reading, no good as a token. */
export function claimsShown(of: string, token: string, redactor: Redactor): Detail[] {
  return Object.entries(claimsIn(token) ?? {}).map(([name, value]) =>
    redactor.detail(`${of}.${name}`, claimText(name, value), wordForClaim(name)),
  )
}

/** Seconds since the epoch say nothing to people. */
function claimText(name: string, value: unknown): string {
  const isTime = ['exp', 'iat', 'nbf', 'auth_time'].includes(name) && typeof value === 'number'
  return isTime ? `${value} (${new Date(value * 1000).toISOString()})` : textOf(value)
}
