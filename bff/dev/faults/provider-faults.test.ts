import { expect, it } from 'vitest'
import { createFaults } from './faults.ts'
import { faultyFetch } from './provider-faults.ts'

it('a slow authorization server is given up when the caller has had enough, and the next call is not', async () => {
  const asked: unknown[] = []
  const fetch = async (input: unknown) => {
    asked.push(input)
    return new Response()
  }
  const faults = createFaults(() => 0)
  const faulty = faultyFetch(fetch, faults, { visit: () => undefined })
  faults.arm({ id: 'provider-slow', scope: 'next', session: 'a', times: 1 })

  const caller = new AbortController()
  const answer = faulty('https://id.example.com/token', { signal: caller.signal })
  caller.abort()
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
  expect(asked).toEqual([])
  expect((await faulty('https://id.example.com/token')).status).toBe(200)
  expect(asked).toHaveLength(1)
})
