/**
 * The back channel: what BFF and authorization server say to each other, where no browser looks. Bodies are
 * read once and given on as they were; of an answer only names, marks and the claims of an ID token are kept.
 */
import type { Check, Detail } from 'shared/inspector'
import { type Attempts, check, checksOfIdToken, checksOfRedemption } from './attempts.ts'
import { claimsIn, textOf } from './jwt-claims.ts'
import { type ProviderCall, callOf, credentialsIn } from './provider-call.ts'
import type { Races } from './races.ts'
import type { Recorder, Visit } from './recorder.ts'
import type { Redactor } from './redaction.ts'
import { wordFor, wordForClaim } from './words.ts'

type Fetch = typeof globalThis.fetch

export interface BackChannelDeps {
  recorder: Recorder
  redactor: Redactor
  attempts: Attempts
  races: Races
  issuers: readonly string[]
  now(): number
}

export function recordBackChannel(fetch: Fetch, deps: BackChannelDeps): Fetch {
  const { recorder, races, now } = deps
  return async (input, init) => {
    const call = callOf(input, init)
    const visit = recorder.visit() ?? recorder.begin('other', `By the BFF itself: ${call.purpose}`)
    const startedAt = now()
    const isRefresh = call.parameters.get('grant_type') === 'refresh_token'
    if (isRefresh) races.refreshBegins(visit)
    tellRequest(call, visit, deps)
    try {
      const response = await fetch(input, init)
      await tellAnswer(call, response.clone(), { visit, ms: now() - startedAt }, deps)
      return response
    } catch (error) {
      recorder.record(
        {
          channel: 'back',
          from: 'authorization-server',
          to: 'bff',
          title: 'No answer',
          ms: now() - startedAt,
          note: 'The connection was refused, cut, or took too long.',
        },
        visit,
      )
      throw error
    } finally {
      if (isRefresh) races.refreshEnds(visit)
      if (visit.kind === 'other') recorder.tell(visit.flow, { state: 'done' })
    }
  }
}

function tellRequest(
  call: ProviderCall,
  visit: Visit,
  { recorder, redactor, attempts }: BackChannelDeps,
) {
  const { url, method, headers, parameters, purpose } = call
  if (parameters.has('code_challenge') || parameters.has('request')) {
    const attempt = attempts.note(visit.flow, parameters)
    if (attempt !== undefined) visit.attempt = attempt
  }
  recorder.record(
    {
      channel: 'back',
      from: 'bff',
      to: 'authorization-server',
      title: `${method} ${url.pathname}: ${purpose}`,
      method,
      target: url.origin + url.pathname,
      params: [
        ...credentialsIn(headers, redactor),
        ...[...url.searchParams, ...parameters].map(([name, value]) =>
          redactor.detail(name, value),
        ),
      ],
      checks: checksOfRedemption(visit.attempt, parameters),
    },
    visit,
  )
}

async function tellAnswer(
  { purpose }: ProviderCall,
  response: Response,
  { visit, ms }: { visit: Visit; ms: number },
  deps: BackChannelDeps,
): Promise<void> {
  const { recorder, redactor, issuers, now } = deps
  const body = await bodyOf(response)
  const idToken = typeof body['id_token'] === 'string' ? body['id_token'] : undefined
  const isDocument = 'issuer' in body || 'keys' in body
  const checks: Check[] = response.ok ? [] : [check('accepted', false, refusalIn(body))]
  if (idToken) checks.push(...checksOfIdToken(visit.attempt, idToken, { issuers, nowMs: now() }))
  recorder.record(
    {
      channel: 'back',
      from: 'authorization-server',
      to: 'bff',
      title: `${response.status}: ${response.ok ? purpose : `no to ${purpose}`}`,
      status: response.status,
      ms,
      params: [
        ...(isDocument ? documentIn(body, redactor) : valuesIn(body, redactor)),
        ...(idToken ? claimsShown('id_token', idToken, redactor) : []),
      ],
      checks,
    },
    visit,
  )
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return Object(JSON.parse(await response.text())) as Record<string, unknown>
  } catch {
    return {}
  }
}

function refusalIn({ error }: Record<string, unknown>): string {
  return typeof error === 'string' ? `The server says ${error}.` : 'The server did not say why.'
}

/** Metadata and keys are public, and long: only who speaks and how many keys there are. */
function documentIn({ issuer, keys }: Record<string, unknown>, redactor: Redactor): Detail[] {
  if (Array.isArray(keys)) return [redactor.detail('keys', `${keys.length} public keys`)]
  return [redactor.detail('issuer', textOf(issuer))]
}

/** Of a token response, or of userinfo, which is nothing but claims. */
function valuesIn(body: Record<string, unknown>, redactor: Redactor): Detail[] {
  const isUserinfo = 'sub' in body
  return Object.entries(body).map(([name, value]) =>
    redactor.detail(name, textOf(value), isUserinfo ? wordForClaim(name) : wordFor(name)),
  )
}

/** Shown decoded and without their signature: good for reading, no good as a token. */
export function claimsShown(of: string, token: string, redactor: Redactor): Detail[] {
  return Object.entries(claimsIn(token) ?? {}).map(([name, value]) =>
    redactor.detail(`${of}.${name}`, textOf(value), wordForClaim(name)),
  )
}
