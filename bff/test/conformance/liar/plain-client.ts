/**
 * A client of a few fetches that signs in at the liar, for the liar's own tests: no library in between
 * that might forgive it something.
 */
import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Liar, type LiarOptions, openLiar } from '../liar.ts'
import type { Lies } from './lies.ts'

export const redirectUri = 'http://localhost:1/auth/callback'
export const verifier = 'the-same-verifier-each-time-will-do-for-tests'

export async function open(lie?: Partial<Lies>, options?: LiarOptions) {
  const liar = await openLiar(lie, options)
  onTestFinished(() => liar.close())
  const metadata = await (await fetch(`${liar.issuer}/.well-known/openid-configuration`)).json()
  return { liar, metadata: metadata as Record<string, string> }
}

export function authorizationRequest(liar: Liar): URLSearchParams {
  return new URLSearchParams({
    client_id: liar.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a-state',
    nonce: 'a-nonce',
  })
}

export async function authorize(metadata: Record<string, string>, query: URLSearchParams) {
  const url = `${metadata.authorization_endpoint}?${query}`
  const { status, headers } = await fetch(url, { redirect: 'manual' })
  return { status, response: new URL(headers.get('location') ?? 'about:blank').searchParams }
}

export async function post(
  liar: Liar,
  url: string | undefined,
  form: Record<string, string>,
  headers = {},
) {
  const body = new URLSearchParams({
    client_id: liar.clientId,
    client_secret: liar.clientSecret,
    ...form,
  })
  const answer = await fetch(url ?? '', { method: 'POST', headers, body })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}

/** RFC 9126, and nothing in the form but what is given. */
export async function push(
  metadata: Record<string, string>,
  form: Record<string, string>,
  headers = {},
) {
  const url = metadata.pushed_authorization_request_endpoint ?? ''
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

export async function signIn(liar: Liar, metadata: Record<string, string>, headers = {}) {
  const { response } = await authorize(metadata, authorizationRequest(liar))
  const form = {
    grant_type: 'authorization_code',
    code: response.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  }
  return { form, response, tokens: await post(liar, metadata.token_endpoint, form, headers) }
}
