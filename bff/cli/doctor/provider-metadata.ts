/** Reads the provider's metadata as the BFF does, but tells why when there is none to be had. */
import type { OidcConfig } from '../../src/config/config.ts'
import { createProviderFetch } from '../../src/oauth/provider-fetch.ts'
import type { Ports } from '../../src/ports.ts'

export type Metadata = Record<string, unknown>

export type Found =
  | { metadata: Metadata; dateMs: number | undefined }
  | { url: string; why: 'unreachable'; code: string }
  | { url: string; why: 'status'; status: number }
  | { url: string; why: 'not-json' }

export async function findMetadata(
  { issuer, timeoutMs }: Pick<OidcConfig, 'issuer' | 'timeoutMs'>,
  fetch: Ports['fetch'],
): Promise<Found> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await createProviderFetch(fetch)(url, { signal })
    if (response.status !== 200) return { url, why: 'status', status: response.status }
    const metadata = objectIn(await response.text())
    if (metadata === undefined) return { url, why: 'not-json' }
    const date = response.headers.get('date')
    return { metadata, dateMs: date === null ? undefined : Date.parse(date) }
  } catch (error) {
    return { url, why: 'unreachable', code: codeOf(error) }
  }
}

/** The innermost code says it: ENOTFOUND, ECONNREFUSED, DEPTH_ZERO_SELF_SIGNED_CERT, … */
export function codeOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: unknown; code?: unknown; name?: string }
  if (typeof cause === 'object' && cause !== null) return codeOf(cause)
  return typeof code === 'string' ? code : (name ?? 'unknown')
}

function objectIn(text: string): Metadata | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Metadata) : undefined
  } catch {
    return undefined
  }
}
