/** An authorization server that is away, slow or unwilling – between it and everything that asks it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Recorder } from '../inspector/recorder.ts'
import type { Faults } from './faults.ts'

type Fetch = typeof globalThis.fetch

const slowMs = 10_000

export function faultyFetch(fetch: Fetch, faults: Faults, { visit }: Recorder): Fetch {
  return async (input, init) => {
    const session = visit()?.session
    const parameters = parametersOf(init)
    const grant = parameters?.get('grant_type')
    if (faults.strikes('provider-refuses', session)) throw refused()
    if (faults.strikes('provider-503', session)) return new Response('', { status: 503 })
    if (faults.strikes('provider-slow', session)) await wait(slowMs, undefined, signalOf(init))
    if (grant === 'refresh_token' && faults.strikes('refresh-refused', session))
      return invalidGrant()
    // Pushed, the nonce is here; else it is in the address bar (front-faults.ts).
    const isAltered = parameters?.has('nonce') && faults.strikes('wrong-nonce', session)
    if (isAltered) parameters?.set('nonce', 'another-sign-in')
    const answer = await fetch(input, isAltered ? { ...init, body: String(parameters) } : init)
    const isLess = grant === 'refresh_token' && faults.strikes('no-new-refresh-token', session)
    return isLess ? withoutRefreshToken(answer) : answer
  }
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
