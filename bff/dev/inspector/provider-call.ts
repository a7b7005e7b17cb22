/** One request to the authorization server, read: what it asks for, and how it proves who is asking. */
import type { Detail } from 'shared/inspector'
import type { Redactor } from './redaction.ts'

type Fetch = typeof globalThis.fetch

export interface ProviderCall {
  url: URL
  method: string
  headers: Headers
  parameters: URLSearchParams
  purpose: string
}

export function callOf(input: Parameters<Fetch>[0], init: RequestInit | undefined): ProviderCall {
  const url = new URL(input instanceof Request ? input.url : input)
  const method = init?.method ?? 'GET'
  const { body } = init ?? {}
  const isForm = typeof body === 'string' || body instanceof URLSearchParams
  const parameters = new URLSearchParams(isForm ? body : undefined)
  const headers = new Headers(init?.headers)
  return { url, method, headers, parameters, purpose: purposeOf(url, method, parameters) }
}

function purposeOf({ pathname }: URL, method: string, parameters: URLSearchParams): string {
  const grant = parameters.get('grant_type')
  if (grant === 'authorization_code') return 'the code for tokens'
  if (grant === 'refresh_token') return 'a refresh'
  if (grant !== null) return 'a token by another grant'
  if (parameters.has('code_challenge') || parameters.has('request')) return 'the request, pushed'
  if (parameters.has('token')) return 'a token to revoke'
  if (pathname.includes('/.well-known/')) return 'its description'
  return method === 'GET' && /jwks|keys|certs/.test(pathname) ? 'its public keys' : 'a question'
}

/** Basic is a name and a secret in one header (RFC 6749 §2.3.1). */
export function credentialsIn(headers: Headers, redactor: Redactor): Detail[] {
  const authorization = headers.get('authorization') ?? ''
  const dpop = headers.get('dpop')
  const [scheme = '', credential = ''] = authorization.split(' ')
  const proof = dpop === null ? [] : [redactor.detail('dpop', dpop)]
  if (credential === '') return proof
  if (scheme.toLowerCase() !== 'basic') {
    return [redactor.detail('authorization', credential), ...proof]
  }
  const pair = Buffer.from(credential, 'base64').toString().split(':').map(decodeURIComponent)
  redactor.detail('authorization', credential) // remembered, so that it cannot leave in one piece either
  return [
    redactor.detail('client_id', pair[0] ?? ''),
    redactor.detail('client_secret', pair[1] ?? ''),
    ...proof,
  ]
}
