/**
 * For tests: puts rooms into a real Koa on a real socket, asks them, and keeps the events they emitted.
 * `node:http` asks, since fetch would set `Sec-Fetch-Mode` and hide `Set-Cookie` behind its own rules.
 */
import { request, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Koa from 'koa'
import { onTestFinished } from 'vitest'
import { createEvents, type Event, type Events } from '../events.ts'
import type { Middleware, State } from './context.ts'
import { createHttpServer } from './server.ts'

export interface Question {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Tried {
  ask(question?: Question): Promise<Answer>
  /** What happened so far, in order. */
  told: Event[]
  port: number
}

export const clock = { now: () => Date.UTC(2026, 10, 20) }

export async function tryRooms(build: (events: Events) => Middleware[]): Promise<Tried> {
  const events = createEvents(clock)
  const told: Event[] = []
  events.listen((event) => told.push(event))

  const app = new Koa<State>()
  for (const room of build(events)) app.use(room)
  const handle = app.callback()
  const server = createHttpServer((req, res) => void handle(req, res)).listen(0, '127.0.0.1')
  // The browser has the answer before the server is done with it: wait for both, or `told` may lack its end.
  let closed = Promise.resolve()
  server.prependListener('request', (_inbound, res) => {
    closed = new Promise((resolve) => res.once('close', resolve))
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  return {
    async ask(question = {}) {
      try {
        return await ask(port, question)
      } finally {
        await closed
      }
    },
    told,
    port,
  }
}

function ask(port: number, { path = '/', body, ...rest }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outbound = request({ host: '127.0.0.1', port, path, agent: false, ...rest })
    outbound.once('error', reject)
    outbound.once('response', (answer) => {
      const { statusCode: status = 0, headers } = answer
      text(answer).then((body) => resolve({ status, headers, body }), reject)
    })
    outbound.end(body)
  })
}
