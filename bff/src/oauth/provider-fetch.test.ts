import { describe, expect, it } from 'vitest'
import { createProviderFetch } from './provider-fetch.ts'

const url = 'https://id.example.com/token'

/** A provider whose answers are given by hand. */
function provider() {
  const waiting: ((answer: Response) => void)[] = []
  const fetch = () => new Promise<Response>((resolve) => waiting.push(resolve))
  return { waiting, providerFetch: createProviderFetch(fetch) }
}

const turns = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('createProviderFetch', () => {
  it('lets 64 calls run at a time, and the next as one is over [TK-12]', async () => {
    const { waiting, providerFetch } = provider()
    const calls = Array.from({ length: 100 }, () => providerFetch(url, {}))
    await turns()
    expect(waiting).toHaveLength(64)
    waiting[0]!(new Response('{}'))
    await calls[0]
    await turns()
    expect(waiting).toHaveLength(65)
    for (let at = 1; at < 100; at += 1) {
      waiting[at]!(new Response('{}'))
      await turns()
    }
    await Promise.all(calls)
  })

  it('refuses at once what a stalled provider would pile up [TK-12]', async () => {
    const { providerFetch } = provider()
    for (let call = 0; call < 64 + 1024; call += 1) void providerFetch(url, {})
    await expect(providerFetch(url, {})).rejects.toMatchObject({ code: 'CLAIMCHECK_UNREACHABLE' })
  })

  it('refuses an answer of more than a megabyte [TK-12]', async () => {
    const providerFetch = createProviderFetch(async () => new Response('x'.repeat(1024 * 1024 + 1)))
    await expect(providerFetch(url, {})).rejects.toMatchObject({ code: 'CLAIMCHECK_TOO_LARGE' })
  })

  it('tells a network that failed from a bug of ours', async () => {
    const down = createProviderFetch(() => Promise.reject(new TypeError('fetch failed')))
    await expect(down(url, {})).rejects.toMatchObject({ code: 'CLAIMCHECK_UNREACHABLE' })
    const broken = createProviderFetch(() => Promise.reject(new RangeError('bug')))
    await expect(broken(url, {})).rejects.toBeInstanceOf(RangeError)
  })
})
