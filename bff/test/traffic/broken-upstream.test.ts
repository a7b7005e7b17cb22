/**
 * An API that is refused, reset, silent, half-closed, endless or malformed: what the browser hears of each, and
 * that the cause stands in the log and nowhere else. Before the head of an answer that is a problem, after it
 * a cut that nobody can take for an end (RFC 9112 §8).
 */
import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openScene, signedIn } from '../threats/scene.ts'
import { wideOpen } from './stage.ts'

const policy = { ...wideOpen, headersTimeoutMs: 200, idleTimeoutMs: 200 }
const head = 'HTTP/1.1 200 OK\r\n'

/** What it does with a connection on which a request has come, and the status that the browser hears. */
const beforeTheHead: Record<string, [does: (socket: Socket) => unknown, status: number]> = {
  'hangs up': [(socket) => socket.end(), 502],
  resets: [(socket) => socket.resetAndDestroy(), 502],
  'says nothing': [() => {}, 504],
  'says half a head and no more': [(socket) => socket.write(`${head}content-`), 504],
  'says half a head and hangs up': [(socket) => socket.end(`${head}content-`), 502],
  'speaks no HTTP': [(socket) => socket.end('SSH-2.0-OpenSSH\r\n'), 502],
  'speaks another HTTP': [(socket) => socket.end('HTTP/3.0 200 OK\r\n\r\n'), 502],
  'names a bad status': [(socket) => socket.end('HTTP/1.1 2000 OK\r\n\r\n'), 502],
  'names a bad length': [(socket) => socket.end(`${head}content-length: -1\r\n\r\n`), 502],
  'names two lengths': [
    (socket) => socket.end(`${head}content-length: 1\r\ncontent-length: 2\r\n\r\nx`),
    502,
  ],
  'names length and chunks': [
    (socket) =>
      socket.end(`${head}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
    502,
  ],
  'sends fields without end': [(socket) => flood(socket, head, 'x-a: b\r\n'), 502],
  'sends 103 without end': [(socket) => flood(socket, '', 'HTTP/1.1 103 Early\r\n\r\n'), 502],
  'switches to what nobody asked for': [
    (socket) => socket.write('HTTP/1.1 101 Ok\r\nupgrade: foo\r\nconnection: upgrade\r\n\r\n'),
    502,
  ],
}

const afterTheHead: Record<string, (socket: Socket) => unknown> = {
  'stops in the middle': (socket) => socket.write(`${head}content-length: 9\r\n\r\nhalf`),
  'hangs up in the middle': (socket) => socket.end(`${head}content-length: 9\r\n\r\nhalf`),
  'resets in the middle': (socket) =>
    socket.write(`${head}content-length: 9\r\n\r\nhalf`, () => socket.resetAndDestroy()),
  'hangs up between chunks': (socket) =>
    socket.end(`${head}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`),
  'sends a bad chunk': (socket) =>
    socket.end(`${head}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n`),
}

describe('an API that', () => {
  it.each(Object.entries(beforeTheHead))(
    '%s is told of as what it is, without a word on the cause [PX-19, PX-20]',
    async (_name, [does, status]) => {
      const { answer, aftermath } = await meet(does)
      const body = await answer.text()
      const code = status === 504 ? 'resource-timeout' : 'resource-unreachable'
      expect({ status: answer.status, ...JSON.parse(body) }).toMatchObject({ status, code })
      // It has been there: nothing invites to send it once more.
      expect(answer.headers.get('claimcheck-refusal')).toBeNull()
      expect(body).not.toMatch(/UND_ERR|HPE_|ECONN|127\.0\.0\.1/)
      expect(await aftermath()).toEqual(asExpected)
    },
  )

  it.each(Object.entries(afterTheHead))(
    '%s breaks the answer where everybody sees it [PX-19, PX-20]',
    async (_name, does) => {
      const { answer, aftermath } = await meet(does)
      expect(answer.status).toBe(200)
      await expect(answer.text()).rejects.toThrow(/terminated|aborted|reset/)
      expect(await aftermath()).toEqual(asExpected)
    },
  )
})

const asExpected = {
  failures: [expect.objectContaining({ resource: 'notes', cause: expect.anything() })],
  requests: 1,
  session: 'signed-in',
  sockets: 0,
}

async function meet(does: (socket: Socket) => unknown) {
  const api = await openBadApi(does)
  const env = { RESOURCE_NOTES_URL: api.url }
  const { origin, bff } = await openScene({}, { table: { notes: policy }, env })
  const browser = await signedIn({ origin })
  return {
    answer: await browser.fetch(`${origin}/api/notes/1`),
    async aftermath() {
      await expect.poll(() => bff.logged('resource.failed').length + api.sockets.size).toBe(1)
      const view = await browser.fetch(`${origin}/auth/session`)
      return {
        failures: bff.logged('resource.failed'),
        requests: api.requests(),
        session: ((await view.json()) as { status: string }).status,
        sockets: api.sockets.size,
      }
    },
  }
}

async function openBadApi(does: (socket: Socket) => unknown) {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      if (!String(chunk).startsWith('GET ')) return
      requests++
      does(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, sockets, requests: () => requests }
}

/** As fast as the other end takes it. */
function flood(socket: Socket, start: string, again: string): void {
  socket.write(start)
  const more = () => {
    while (!socket.destroyed && socket.write(again.repeat(100)));
    socket.once('drain', more)
  }
  more()
}
