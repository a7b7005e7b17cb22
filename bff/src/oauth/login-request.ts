/**
 * What the browser may say when a sign-in begins: an allow-list of OpenID Connect parameters, each with
 * its rule; nothing else passes and nothing can overwrite a protocol parameter (AR-10, AR-13).
 * Refuses a parameter given twice: which one was meant is anybody's guess (ASVS 15.3.7).
 */
import { Problem } from '../http/problem.ts'

export interface LoginRequest {
  /** Parameters to hand on to the authorization server, already judged. */
  passed: Record<string, string>
  acrValues?: string[]
  maxAge?: number
  returnTo?: string
  /** Third-party initiated login (OpenID Connect Core §4). */
  iss?: string
  targetLinkUri?: string
}

const lengthLimit = 512
const visible = /^[\u0020-\u007e\u00a0-\uffff]+$/
const prompts = ['login', 'consent', 'select_account', 'create']

/** Each rule answers whether the value may pass. */
const passing: Record<string, (value: string) => boolean> = {
  // `none` beside another word contradicts itself (OpenID Connect Core §3.1.2.1).
  prompt: (value) => value === 'none' || value.split(' ').every((word) => prompts.includes(word)),
  login_hint: (value) => visible.test(value),
  ui_locales: (value) => /^[A-Za-z0-9 -]+$/.test(value),
  // Not `wap`, the fourth of OpenID Connect Core §3.1.2.1: no such telephone is left.
  display: (value) => ['page', 'popup', 'touch'].includes(value),
  acr_values: (value) => /^[\u0021-\u007e]+( [\u0021-\u007e]+)*$/.test(value),
  max_age: (value) => /^\d{1,9}$/.test(value),
}

/** @throws Problem `request-malformed` */
export function readLoginRequest(parameters: URLSearchParams): LoginRequest {
  const request: LoginRequest = { passed: {} }
  for (const [name, allows] of Object.entries(passing)) {
    const value = only(parameters, name)
    if (value === undefined) continue
    if (value.length > lengthLimit || !allows(value)) throw malformed(name)
    request.passed[name] = value
  }
  const { acr_values: acrValues, max_age: maxAge } = request.passed
  if (acrValues !== undefined) request.acrValues = acrValues.split(' ')
  if (maxAge !== undefined) request.maxAge = Number(maxAge)
  const returnTo = only(parameters, 'returnTo')
  const iss = only(parameters, 'iss')
  const targetLinkUri = only(parameters, 'target_link_uri')
  if (returnTo !== undefined) request.returnTo = returnTo
  if (iss !== undefined) request.iss = iss
  if (targetLinkUri !== undefined) request.targetLinkUri = targetLinkUri
  return request
}

function only(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name)
  if (values.length > 1) throw malformed(name)
  return values[0] === '' ? undefined : values[0]
}

function malformed(why: string): Problem {
  return new Problem('request-malformed', { why })
}
