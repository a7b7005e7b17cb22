import type { QueryClient } from '@tanstack/react-query'
import type { ProblemCode } from 'shared/problem'
import { describe, expect, it } from 'vitest'
import { type Failure, ProblemError } from './http.ts'
import { createQueryClient, isWorthAnotherTry, pauseMs } from './query-client.ts'
import { factOf, noteFact } from './session/page-facts.ts'
import { sessionKey, sessionNow, sessionQuery, tellSession } from './session/session-query.ts'
import { signedIn } from './testing/session-views.ts'

const answer = (status: number, more: Partial<Failure> = {}) =>
  new ProblemError({ code: 'resource', status, refused: false, ...more })
const refusal = (code: ProblemCode, reason?: string) =>
  answer(401, { code, refused: true, ...(reason && { reason }) })

function signedInClient(): QueryClient {
  const client = createQueryClient()
  tellSession(client, { type: 'answered', view: signedIn() })
  return client
}

/** Asks once and gives back how often that reached the API. */
async function read(client: QueryClient, error: Error): Promise<number> {
  let times = 0
  const queryFn = () => {
    times += 1
    return Promise.reject(error)
  }
  await expect(client.fetchQuery({ queryKey: ['notes'], queryFn })).rejects.toBe(error)
  return times
}

async function write(client: QueryClient, error: Error): Promise<number> {
  let times = 0
  const mutationFn = () => {
    times += 1
    return Promise.reject(error)
  }
  const mutation = client.getMutationCache().build(client, { mutationFn })
  await expect(mutation.execute(undefined)).rejects.toBe(error)
  return times
}

describe('a read', () => {
  it.each([400, 401, 403, 404, 409, 422, 429])(
    'refused with %i is not tried again',
    async (status) => {
      expect(await read(createQueryClient(), answer(status))).toBe(1)
    },
  )

  it.each([
    ['no answer', answer(0, { code: 'network' }), 0, true],
    ['no answer in time', answer(0, { code: 'timeout' }), 1, true],
    ['a 502', answer(502), 0, true],
    ['a 503 for the second time', answer(503), 1, true],
    ['a 503 for the third time', answer(503), 2, false],
    ['a 404', answer(404), 0, false],
    ['a mistake of ours', new TypeError('x'), 0, false],
  ])('that got %s', (_what, error, failures, expected) => {
    expect(isWorthAnotherTry(failures, error)).toBe(expected)
  })

  it.each([
    ['doubling', 0, answer(502), 0.5, 1000],
    ['doubling', 1, answer(502), 0.5, 2000],
    ['a little less', 0, answer(502), 0, 750],
    ['a little more', 0, answer(502), 1, 1250],
    ['what it was told', 0, answer(503, { retryAfterSeconds: 3 }), 0.5, 3000],
    ['not for ever', 0, answer(503, { retryAfterSeconds: 3600 }), 0.5, 10_000],
  ])('waits %s', (_what, attempt, error, random, expected) => {
    expect(pauseMs(attempt, error, random)).toBe(expected)
  })
})

describe('a write', () => {
  it.each([
    ['no answer', answer(0, { code: 'network' })],
    ['no answer in time', answer(0, { code: 'timeout' })],
    ['a 429', answer(429)],
    ['a 502', answer(502)],
    ['a 503', answer(503, { retryAfterSeconds: 0 })],
    ['a refusal of ours', refusal('session-ended')],
  ])('that got %s is never sent twice [FE-10]', async (_what, error) => {
    expect(await write(createQueryClient(), error)).toBe(1)
  })
})

describe('the session', () => {
  it.each([
    ['a read', read, 'session-ended', 'idle', { reason: 'idle' }],
    ['a write', write, 'session-ended', 'absolute', { reason: 'absolute' }],
    ['a read', read, 'session-required', undefined, {}],
  ] as const)('is over when %s is refused with %s', async (_what, ask, code, reason, more) => {
    const client = signedInClient()
    await ask(client, refusal(code, reason))
    expect(sessionNow(client)).toEqual({ status: 'unauthenticated', was: 'ada', ...more })
  })

  it('is not over for good while another write is on its way', async () => {
    const client = signedInClient()
    const { promise, resolve } = Promise.withResolvers<void>()
    const other = client.getMutationCache().build(client, { mutationFn: () => promise })
    const answered = other.execute(undefined)
    await write(client, refusal('session-ended', 'idle'))
    expect(sessionNow(client)).toMatchObject({ status: 'locked', reason: 'idle' })
    resolve()
    await answered
  })

  it('is not over for good while something typed is not saved', async () => {
    const client = signedInClient()
    noteFact(client, 'unsaved', true)
    await read(client, refusal('session-ended', 'absolute'))
    expect(sessionNow(client)).toMatchObject({ status: 'locked', reason: 'absolute' })
  })

  it.each([
    ['no answer', answer(0, { code: 'network' })],
    ['a 401 of the API', answer(401)],
    ['a 401 of the API in our words', answer(401, { code: 'session-ended' })],
    ['a token that the API refused', answer(401, { code: 'resource-refused' })],
    ['a 403', answer(403)],
    ['a store that is down', answer(503, { code: 'store-unreachable', refused: true })],
    ['a 500', answer(500, { code: 'internal', refused: true })],
  ])('goes on after %s', async (_what, error) => {
    const client = signedInClient()
    await write(client, error)
    expect(sessionNow(client).status).toBe('authenticated')
  })

  it('is fine while the sign-in service is not, and the page says so until a call comes through', async () => {
    const client = signedInClient()
    await write(client, answer(503, { code: 'provider-unreachable', refused: true }))
    expect(factOf(client, 'trouble')).toBe('provider-unreachable')
    expect(sessionNow(client).status).toBe('authenticated')
    await client.fetchQuery({ ...sessionQuery, queryFn: () => sessionNow(client), staleTime: 0 })
    expect(factOf(client, 'trouble')).toBe('provider-unreachable')
    await client.fetchQuery({ queryKey: ['notes'], queryFn: () => 'notes' })
    expect(factOf(client, 'trouble')).toBeUndefined()
  })

  it('is not revived by an answer that was asked for before it ended', async () => {
    const client = signedInClient()
    const before = Promise.withResolvers<ReturnType<typeof sessionNow>>()
    const late = sessionNow(client)
    const queryFn = () => before.promise
    const asking = client.fetchQuery({ queryKey: sessionKey, queryFn, staleTime: 0 })
    await write(client, refusal('session-ended', 'idle'))
    before.resolve(late)
    await asking.catch(() => undefined)
    expect(sessionNow(client)).toMatchObject({ status: 'unauthenticated', reason: 'idle' })
  })
})
