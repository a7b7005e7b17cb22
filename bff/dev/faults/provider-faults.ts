/** An authorization server that is away, slow or unwilling – between it and everything that asks it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Recorder } from '../inspector/recorder.ts'
import { askWhoItIs } from './front-faults.ts'
import { createRotatedKeys } from './rotated-keys.ts'
import type { Faults } from './faults.ts'

type Fetch = typeof globalThis.fetch

const slowMs = 10_000

export function faultyFetch(
  fetch: Fetch,
  faults: Faults,
  { visit }: Pick<Recorder, 'visit'>,
): Fetch {
  const rotated = createRotatedKeys()
  return async (input, init) => {
    const session = visit()?.session
    const parameters = parametersOf(init)
    const grant = parameters?.get('grant_type')
    if (faults.strikes('provider-refuses', session)) throw refused()
    if (faults.strikes('provider-503', session)) return new Response('', { status: 503 })
    if (faults.strikes('provider-slow', session)) await wait(slowMs, undefined, signalOf(init))
    if (grant === 'refresh_token' && faults.strikes('refresh-refused', session))
      return invalidGrant()
    const isAltered = parameters !== undefined && alterPushed(parameters, faults, session)
    const answer = await fetch(input, isAltered ? { ...init, body: String(parameters) } : init)
    const isRotated = grant === 'authorization_code' && faults.strikes('keys-rotated', session)
    if (isRotated) return rotated.signedAnew(answer)
    const isLess = grant === 'refresh_token' && faults.strikes('no-new-refresh-token', session)
    return isLess ? withoutRefreshToken(answer) : rotated.published(answer)
  }
}

/** Pushed, an authorization request is here; else it is in the address bar (front-faults.ts). */
function alterPushed(parameters: URLSearchParams, faults: Faults, session?: string): boolean {
  if (!parameters.has('nonce')) return false
  const isNonce = faults.strikes('wrong-nonce', session)
  const isPerson = faults.strikes('wrong-person', session)
  if (isNonce) parameters.set('nonce', 'another-sign-in')
  if (isPerson) askWhoItIs(parameters)
  return isNonce || isPerson
}

function parametersOf(init: RequestInit | undefined): URLSearchParams | undefined {
  const { body } = init ?? {}
  const isForm = typeof body === 'string' || body instanceof URLSearchParams
  return isForm ? new URLSearchParams(body) : undefined
}

const signalOf = (init: RequestInit | undefined) => (init?.signal ? { signal: init.signal } : {})

/** As fetch says it. */
function refused(): TypeError {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  return new TypeError('fetch failed', { cause })
}

function invalidGrant(): Response {
  return Response.json({ error: 'invalid_grant' }, { status: 400 })
}

async function withoutRefreshToken(answer: Response): Promise<Response> {
  const { refresh_token: _left, ...rest } = (await answer.json()) as Record<string, unknown>
  return Response.json(rest, { status: answer.status })
}
