/**
 * Large bodies in both directions, with the memory of the BFF weighed in a process of its own. Whoever reads
 * waits until the other end can write no more, so that all which is not held back is in that memory. 256 MB
 * each by default, which is enough to tell; TRAFFIC_MB=1024 for the gigabyte.
 */
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { wideOpen } from './stage.ts'
import { openWatched } from './watched.ts'

const megabyte = Buffer.alloc(1024 * 1024, 'x')
const megabytes = Number(process.env['TRAFFIC_MB'] ?? 256)
const allowedBytes = 96 * megabyte.length

let given = 0

it(
  'a body of any size goes up and down with flat memory [PX-26]',
  { timeout: 300_000 },
  async () => {
    const { ask, report } = await openScales()
    // What a process needs to have done all this once is no growth.
    await up(ask('POST'), 16)
    await down(ask('GET'), 16)
    const { peakBytes } = await report()

    expect(await up(ask('POST'), megabytes)).toBe(String(megabytes * megabyte.length))
    expect(await down(ask('GET'), megabytes)).toBe(megabytes * megabyte.length)
    expect((await report()).peakBytes - peakBytes).toBeLessThan(allowedBytes)
  },
)

async function openScales() {
  const api = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(api.close)
  api.answer(async (req, res) => {
    const count = Number(req.headers['x-megabytes'])
    if (req.method === 'GET') return give(res, count)
    res.end(String(await takeLate(req)))
  })
  const env = {
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'nobody',
    OIDC_CLIENT_SECRET: 'of no use here',
    RESOURCE_NOTES_URL: api.origin,
  }
  const notes = { ...wideOpen, token: 'none', requestHeaders: ['x-megabytes'] } as const
  const { port, report } = await openWatched({ env, notes })
  const target = { host: 'localhost', port, path: '/api/notes/x' }
  const ask = (method: string) => http.request({ ...target, method, headers: { 'x-csrf': '1' } })
  return { ask, report }
}

async function up(request: http.ClientRequest, count: number): Promise<string> {
  const answered = once(request, 'response')
  await give(request, count)
  const [answer] = (await answered) as [IncomingMessage]
  return Buffer.concat(await answer.toArray()).toString()
}

async function down(request: http.ClientRequest, count: number): Promise<number> {
  request.setHeader('x-megabytes', count)
  request.end()
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return takeLate(answer)
}

async function give(to: NodeJS.WritableStream, count: number): Promise<void> {
  given = 0
  for (let n = 0; n < count; n++) {
    given++
    if (!to.write(megabyte)) await once(to, 'drain')
  }
  to.end()
}

/** Reads nothing before nothing more is given. @returns how many octets there were */
async function takeLate(from: IncomingMessage): Promise<number> {
  let [last, turns] = [given, 0]
  while (turns++ < 2_000) {
    await new Promise(setImmediate)
    if (given !== last) [last, turns] = [given, 0]
  }
  let bytes = 0
  for await (const chunk of from as AsyncIterable<Buffer>) bytes += chunk.length
  return bytes
}
