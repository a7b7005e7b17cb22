/**
 * The back channel: what BFF and authorization server say to each other, where no browser looks. Bodies are
 * read once and given on as they were; of an answer only names, marks and the claims of an ID token are kept.
 */
import type { Check } from 'shared/inspector'
import { type Attempts, check, checksOfIdToken, checksOfRedemption } from './attempts.ts'
import { bodyOf, claimsShown, documentIn, refusalIn, valuesIn } from './provider-answer.ts'
import { type ProviderCall, callOf, credentialsIn } from './provider-call.ts'
import type { Races } from './races.ts'
import type { Recorder, Visit } from './recorder.ts'
import type { Redactor } from './redaction.ts'

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
  const wantsNonce = body['error'] === 'use_dpop_nonce'
  const isNo = !response.ok && !wantsNonce
  const checks: Check[] = isNo ? [check('accepted', false, refusalIn(body))] : []
  if (idToken) checks.push(...checksOfIdToken(visit.attempt, idToken, { issuers, nowMs: now() }))
  recorder.record(
    {
      channel: 'back',
      from: 'authorization-server',
      to: 'bff',
      title: `${response.status}: ${isNo ? 'no to ' : wantsNonce ? 'once more, for ' : ''}${purpose}`,
      status: response.status,
      ms,
      params: [
        ...(isDocument ? documentIn(body, redactor) : valuesIn(body, redactor)),
        ...(idToken ? claimsShown('id_token', idToken, redactor) : []),
      ],
      checks,
      ...(wantsNonce && nonceWanted),
    },
    visit,
  )
}

const nonceWanted = {
  note: 'The proof has to hold a nonce of the server’s. It gives one, and the BFF asks again.',
  spec: 'RFC 9449 §8',
}
