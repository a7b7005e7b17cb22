import { RouterContextProvider, type MiddlewareFunction } from 'react-router'
import { describe, expect, it } from 'vitest'
import { createQueryClient } from '../query-client.ts'
import { Forbidden, isFresh, publicOnly, requireFresh, requireRole } from './guards.ts'
import { tellSession } from './session-query.ts'
import { signedIn } from '../testing/session-views.ts'

const view = signedIn({ roles: ['user'] }, { acr: 'gold', authTime: 1_000, now: 1_300 })

function signedInClient() {
  const client = createQueryClient()
  tellSession(client, { type: 'answered', view })
  return client
}

async function visit(guard: MiddlewareFunction): Promise<unknown> {
  const request = new Request('https://app.example.com/transfer?to=bob#now')
  const args = { request, context: new RouterContextProvider(), params: {} }
  const next = async () => 'let in'
  const ended = guard(args as unknown as Parameters<MiddlewareFunction>[0], next)
  return Promise.resolve(ended).catch((thrown: unknown) => thrown)
}

describe('isFresh', () => {
  it.each([
    [{}, true],
    [{ maxAge: 300 }, true],
    [{ maxAge: 299 }, false],
    [{ acrValues: ['gold'] }, true],
    [{ acrValues: ['silver', 'gold'], maxAge: 600 }, true],
    [{ acrValues: ['silver'] }, false],
  ])('for %j: %s', (freshness, expected) => {
    expect(isFresh(view, freshness)).toBe(expected)
  })
})

describe('requireFresh', () => {
  it('lets in who has confirmed lately', async () => {
    expect(await visit(requireFresh(signedInClient(), { maxAge: 600 }))).toBe('let in')
  })

  it('sends everybody else to confirm, with what is wanted and the way back [FE-06, PX-25]', async () => {
    const guard = requireFresh(signedInClient(), { maxAge: 60, acrValues: ['gold', 'platinum'] })
    const { headers } = (await visit(guard)) as Response
    expect(headers.get('location')).toBe(
      '/auth/login?returnTo=%2Ftransfer%3Fto%3Dbob%23now&acr_values=gold%20platinum&max_age=60',
    )
    expect(headers.get('x-remix-reload-document')).toBe('true')
  })
})

describe('requireRole', () => {
  it('lets in who has it', async () => {
    expect(await visit(requireRole(signedInClient(), 'user'))).toBe('let in')
  })

  it('sends nobody to sign in who is signed in already [FE-06]', async () => {
    expect(await visit(requireRole(signedInClient(), 'admin'))).toBeInstanceOf(Forbidden)
  })
})

describe('publicOnly', () => {
  it('sends who is signed in to where they begin', async () => {
    const answer = (await visit(publicOnly(signedInClient()))) as Response
    expect(answer.headers.get('location')).toBe('/notes')
  })

  it('is open to everybody else', async () => {
    const client = createQueryClient()
    tellSession(client, { type: 'answered', view: { status: 'signed-out' } })
    expect(await visit(publicOnly(client))).toBe('let in')
  })
})
