import { QueryClient, type QueryFunctionContext } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { askedAgain } from './asked-again.ts'

describe('askedAgain', () => {
  const { signal } = new AbortController()
  const contextOf = (client: QueryClient) =>
    ({ client, queryKey: ['notes'], signal, meta: undefined }) satisfies QueryFunctionContext

  it.each([
    ['the first time', undefined, false, false],
    ['the first time, on a press', undefined, true, false],
    ['again by itself', [], false, true],
    ['again, on a press', [], true, false],
  ])('what is asked %s', (_when, data, isPressed, passive) => {
    const client = new QueryClient()
    client.setQueryData(['notes'], data)
    expect(askedAgain(contextOf(client), isPressed)).toEqual({ signal, passive })
  })
})
