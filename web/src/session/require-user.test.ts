import { type MiddlewareFunction, RouterContextProvider } from 'react-router'
import { describe, expect, it } from 'vitest'
import { createQueryClient } from '../query-client.ts'
import { OutOfReach, requireUser, SignInNeeded, userContext } from './require-user.ts'
import { sessionKey } from './session-query.ts'
import type { SessionState } from './session-state.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'
import { signedIn } from '../testing/session-views.ts'

const first: SignInAttempts = { mayStart: () => true, succeeded: () => {} }
const second: SignInAttempts = { mayStart: () => false, succeeded: () => {} }

/** Goes to a private page and says how that ended, and whether anything behind the guard ran. */
async function visit(state: SessionState, attempts = first, url = 'https://app.example.com/notes') {
  const client = createQueryClient()
  client.setQueryData(sessionKey, state)
  const context = new RouterContextProvider()
  const seen: unknown[] = []
  const guard = requireUser(client, attempts)
  const request = new Request(url)
  const args = { request, context, params: {} } as unknown as Parameters<MiddlewareFunction>[0]
  const next = async () => void seen.push(context.get(userContext).sub)
  const ended = await Promise.resolve(guard(args, next)).catch((thrown: unknown) => thrown)
  return { ended, seen }
}

const view = signedIn()
const authenticated = { status: 'authenticated', view, toldAtMs: 0, failures: 0 } as const

describe('requireUser', () => {
  it('lets in who is signed in, and says who that is', async () => {
    expect((await visit(authenticated)).seen).toEqual(['ada'])
  })

  it('lets in who was signed in when last heard of', async () => {
    expect((await visit({ ...authenticated, failures: 9 })).seen).toEqual(['ada'])
  })

  it('sends a stranger to sign in by a page visit, with the whole way back [FE-06]', async () => {
    const url = 'https://app.example.com/notes?q=1#end'
    const { ended, seen } = await visit({ status: 'unauthenticated' }, first, url)
    expect(seen).toEqual([])
    expect(ended).toBeInstanceOf(Response)
    const { headers } = ended as Response
    expect(headers.get('location')).toBe('/auth/login?returnTo=%2Fnotes%3Fq%3D1%23end')
    expect(headers.get('x-remix-reload-document')).toBe('true')
  })

  it('does not go to sign in by itself a second time [FE-06]', async () => {
    const { ended, seen } = await visit({ status: 'unauthenticated' }, second)
    expect([ended, seen]).toEqual([new SignInNeeded(undefined), []])
  })

  it('tells who was signed out why, before anything else', async () => {
    const { ended, seen } = await visit({ status: 'unauthenticated', reason: 'idle' })
    expect([ended, seen]).toEqual([new SignInNeeded('idle'), []])
  })

  it('leaves the page alone that waits for its person, out of sight', async () => {
    const { seen } = await visit({ status: 'locked', view, reason: 'idle' })
    expect(seen).toEqual(['ada'])
  })

  it('takes nobody for signed out only because nobody answers', async () => {
    const { ended, seen } = await visit({ status: 'unreachable', failures: 1 })
    expect(seen).toEqual([])
    expect(ended).toBeInstanceOf(OutOfReach)
  })
})
