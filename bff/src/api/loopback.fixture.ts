/**
 * For the tests beside it: real APIs on loopback, the door in a tiny Koa app in front of them, and a
 * browser that sends exactly the octets it is told. Everything closes when the test is over.
 */
import { EventEmitter, once } from 'node:events'
import http, {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'
import Koa from 'koa'
import { onTestFinished } from 'vitest'
import { createEvents, type Event } from '../events.ts'
import type { State } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Standing } from '../session/standing.ts'
import { createApi } from './api.ts'
import { createForward } from './forward.ts'
import { joinResources, type Resource, type ResourcePolicy } from './resources.ts'

export const open: ResourcePolicy = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  token: 'user',
  bodyLimitBytes: 100 * 1024 * 1024,
  headersTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  requestHeaders: [],
  responseHeaders: [],
  cache: 'no-store',
  setCookies: [],
}

export interface Api {
  url: string
  /** Every request that arrived, in order. */
  seen: IncomingMessage[]
  connections: number
  /** Rings `request` when one has arrived. */
  bell: EventEmitter
}

export async function openApi(answer: RequestListener): Promise<Api> {
  const server = http.createServer()
  const api: Api = { url: await listen(server), seen: [], connections: 0, bell: new EventEmitter() }
  server.on('connection', () => void api.connections++)
  server.on('request', (req, res) => {
    api.seen.push(req)
    answer(req, res)
    api.bell.emit('request')
  })
  return api
}

/** An API that speaks whatever it likes: for answers that node:http would never write. */
export async function openRawApi(onConnection: (socket: Socket) => void): Promise<Api> {
  const server = net.createServer((socket) => {
    api.connections++
    socket.on('error', () => {}) // the other end may cut at any time
    onConnection(socket)
  })
  const api: Api = { url: await listen(server), seen: [], connections: 0, bell: new EventEmitter() }
  return api
}

export interface CounterOptions {
  apis: Record<string, { url: string; policy?: Partial<ResourcePolicy> }>
  signedIn?: Standing
  accessTokenFor?: (resource: Resource) => Promise<string>
  /** Put on every answer before the door, as the rooms of the house do. */
  ourHeaders?: Record<string, string>
}

export interface Counter {
  origin: string
  port: number
  events: Event[]
  /** What the door threw. */
  problems: Problem[]
  /** Status and route of each finished request. */
  finished: { status: number; route: string | undefined }[]
  /** Rings `finished` when a request has gone through all rooms, `left` when a browser has gone. */
  bell: EventEmitter
}

export async function openCounter(options: CounterOptions): Promise<Counter> {
  const table: Record<string, ResourcePolicy> = {}
  for (const [name, { policy }] of Object.entries(options.apis))
    table[name] = { ...open, ...policy }
  const resources = joinResources(table, options.apis, 'https://app.example')
  const events = createEvents({ now: () => 0 })
  const { forward, close } = createForward({ resources, events })
  const bell = new EventEmitter()
  const counter: Counter = { origin: '', port: 0, events: [], problems: [], finished: [], bell }
  events.listen((event) => void counter.events.push(event))

  const app = new Koa<State>()
  app.on('error', () => {}) // a browser that leaves is no news here
  app.use(async (ctx, next) => {
    ctx.state.ref = 'ref-1'
    ctx.res.on('close', () => bell.emit('left'))
    try {
      await next()
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem('internal', { cause: error })
      counter.problems.push(problem)
      ctx.status = problem.status
      ctx.set(problem.options.headers ?? {})
      ctx.body = { code: problem.code }
    }
    counter.finished.push({ status: ctx.status, route: ctx.state.route })
    bell.emit('finished')
  })
  app.use(async (ctx, next) => {
    ctx.state.standing = options.signedIn ?? signedIn
    ctx.set(options.ourHeaders ?? {})
    await next()
  })
  const accessTokenFor = options.accessTokenFor ?? (async ({ name }) => `token-for-${name}`)
  app.use(
    createApi({ resources, forward, accessTokenFor: (_, resource) => accessTokenFor(resource) }),
  )
  app.use((ctx) => {
    ctx.body = 'the web app'
  })
  onTestFinished(close)
  counter.origin = await listen(http.createServer(app.callback()))
  counter.port = Number(new URL(counter.origin).port)
  return counter
}

export const signedIn: Standing = {
  signedIn: true,
  id: 'session-1',
  record: {
    iss: 'https://as.example',
    sub: 'ada',
    user: { sub: 'ada' },
    handle: 'handle-1',
    authTime: 0,
    scope: 'openid',
    createdAt: 0,
    absoluteExpiresAt: 1,
  },
  idleExpiresAtMs: 1,
  tokens: undefined,
}

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

export interface Ask {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

/** Sends the path as it stands: no URL parser tidies it up. */
export function begin({ port }: Counter, path: string, { method = 'GET', headers = {} }: Ask = {}) {
  const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false })
  request.on('error', () => {}) // who cares awaits the event
  return request
}

export async function ask(counter: Counter, path: string, init: Ask = {}): Promise<Answer> {
  const request = begin(counter, path, init)
  request.end(init.body)
  return answerTo(request)
}

export async function answerTo(request: http.ClientRequest): Promise<Answer> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const body = await bodyOf(response)
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Everything the server says to these octets until it hangs up: ask it to, by `Connection: close`. */
export async function say(port: number, octets: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(octets, 'latin1')
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk))
  await once(socket, 'close')
  return answer
}

/** True once nothing has moved for many turns of the event loop. */
export async function stillAt(read: () => number): Promise<number> {
  let [last, turns] = [read(), 0]
  while (turns++ < 3000) {
    await new Promise(setImmediate)
    if (read() !== last) [last, turns] = [read(), 0]
  }
  return last
}

async function listen(server: net.Server | http.Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
