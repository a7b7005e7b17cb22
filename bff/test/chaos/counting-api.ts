/**
 * The API behind the storm: says whose token came along, so that the caller can see that it is its own, and
 * counts tokens that had run out before the round began, which must never be sent at all.
 */
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import type { StrictBooks } from './strict-books.ts'

export interface CountingApi {
  url: string
  numbers: { calls: number; stale: number }
  close(): Promise<void>
}

export async function openCountingApi(books: Pick<StrictBooks, 'holderOf'>): Promise<CountingApi> {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  const numbers = { calls: 0, stale: 0 }
  server.answer((req, res) => {
    const holder = books.holderOf(req.headers.authorization?.slice('Bearer '.length) ?? '')
    numbers.calls += 1
    if (holder === undefined || holder.stale) numbers.stale += 1
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify({ sub: holder?.sub }))
  })
  return {
    url: `${server.origin}/notes`,
    numbers,
    close: server.close,
  }
}
