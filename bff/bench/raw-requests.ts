/** Requests by hand, on bare sockets, where a client of its own would cost more than what is looked at. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { browserHeaders } from './load/load.ts'
import { sessionCookieName } from './systems/claimcheck.ts'
import { sessionValue } from './session-values.ts'

/** Asks in the name of that session. @returns the connection when the first octets of the answer are there */
export async function askRaw(
  port: number,
  path: string,
  session: number,
  more: Record<string, string> = {},
): Promise<{ socket: Socket; first: Buffer }> {
  const cookie = `${sessionCookieName}=${sessionValue(session)}`
  const fields = { host: 'app.example.com', ...browserHeaders, cookie, ...more }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const [first] = (await once(socket, 'data')) as [Buffer]
  if (!/^HTTP\/1\.1 (200|101) /.test(first.toString('latin1', 0, 13))) {
    throw new Error(`${path} was answered with ${first.toString('latin1', 0, 80)}`)
  }
  return { socket, first }
}

/** Does it for each number, a few at a time. */
export async function forEach(count: number, parallel: number, task: (n: number) => Promise<void>) {
  let next = 0
  const one = async () => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: parallel }, one))
}
