/** A short text over a WebSocket to the API and back, again and again, on 64 of them. */
import { once } from 'node:events'
import { freePort } from '../../dev/loopback-server.ts'
import { mintSessions } from '../minted-sessions.ts'
import { cpuMicros } from '../process-cost.ts'
import { askRaw } from '../raw-requests.ts'
import { median } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'
import { envOf } from '../systems/claimcheck.ts'
import { startWatched } from '../watched.ts'

const count = 64
const handshake = {
  origin: 'https://app.example.com',
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
/** "hello", masked with zeros (RFC 6455 §5.3). */
const hello = Buffer.concat([Buffer.from([0x81, 0x85, 0, 0, 0, 0]), Buffer.from('hello')])

export async function costOfEcho(stage: Stage): Promise<Table> {
  const port = await freePort(0)
  const env = envOf(`sqlite:${stage.folder}/web-sockets.db`, port, stage)
  await mintSessions(env, 0, count)
  const app = stage.keep(await startWatched(env))
  const before = await app.held()
  const opened = Array.from({ length: count }, (_, n) =>
    askRaw(port, '/api/notes/socket', n, handshake),
  )
  const sockets = (await Promise.all(opened)).map(({ socket }) => socket)
  const held = await app.held()
  const echo = async (until: number) => {
    let echoes = 0
    const talk = async (socket: (typeof sockets)[number]) => {
      for (; performance.now() < until; echoes++) {
        socket.write(hello)
        await once(socket, 'data')
      }
    }
    await Promise.all(sockets.map(talk))
    return echoes
  }
  await echo(performance.now() + 2_000)
  const rounds: number[] = []
  for (let round = 0; round < stage.options.rounds; round++) {
    const cpu = cpuMicros(app.pid)
    const echoes = await echo(performance.now() + stage.options.seconds * 1000)
    rounds.push((cpuMicros(app.pid) - cpu) / echoes)
  }
  for (const socket of sockets) socket.destroy()
  return {
    title: 'WebSocket',
    columns: ['what', 'figure'],
    rows: [
      ['a short text there and back, CPU µs', median(rounds)],
      ['memory of an open one, kB', (held.memoryBytes - before.memoryBytes) / count / 1024],
    ],
  }
}
