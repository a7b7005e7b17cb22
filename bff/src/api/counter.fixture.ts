/**
 * For the tests beside it: the door as it stands in the house, in a tiny Koa app that keeps what the door
 * threw, what it told, and how each request ended.
 */
import { EventEmitter } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import Koa from 'koa'
import { onTestFinished } from 'vitest'
import { createEvents, type Event } from '../events.ts'
import { createHttpServer } from '../http/server.ts'
import type { Middleware, State } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import { responseOf } from '../http/response.ts'
import { bearer } from '../oauth/credential.ts'
import { type OpenStreams, createOpenStreams } from '../session/open-streams.ts'
import type { Standing } from '../session/standing.ts'
import { createApi } from './api.ts'
import { createForward } from './forward.ts'
import { listen } from './loopback.fixture.ts'
import type { ResourcePolicy } from './policy.ts'
import { joinResources, type Resource } from './resources.ts'

export const open: ResourcePolicy = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  token: 'user',
  bodyLimitBytes: 100 * 1024 * 1024,
  headersTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  callsPerSession: 100,
  callsAtOnce: 100,
  rate: 'none',
  requestHeaders: [],
  responseHeaders: [],
  trailers: [],
  cache: 'no-store',
  setCookies: [],
  webSocket: false,
  http: 1,
  clientAddress: 'told',
}

export interface CounterOptions {
  apis: Record<string, { url: string; policy?: Partial<ResourcePolicy> }>
  signedIn?: Standing
  accessTokenFor?: (resource: Resource, refused?: string) => Promise<string>
  /** Put on every answer before the door, as the rooms of the house do. */
  ourHeaders?: Record<string, string>
}

export interface Counter {
  port: number
  /** Closes the lines to the APIs, as shutting down does. */
  close(): Promise<void>
  /** What is open for `session-1`, the one that asks. */
  streams: OpenStreams
  events: Event[]
  /** What the door threw. */
  problems: Problem[]
  /** Status and route of each finished request. */
  finished: { status: number; route: string | undefined }[]
  /** Rings `finished` when a request has gone through all rooms, `left` when a browser has gone. */
  bell: EventEmitter
}

export async function openCounter(options: CounterOptions): Promise<Counter> {
  const policies = Object.entries(options.apis).map(([name, { policy }]) => [name, policy] as const)
  const table = Object.fromEntries(policies.map(([name, policy]) => [name, { ...open, ...policy }]))
  const resources = joinResources(table, options.apis, appOrigin)
  const events = createEvents({ now: () => 0 })
  const streams = createOpenStreams()
  const { forward, close } = createForward({ resources, events, streams, wait, appOrigin })
  const bell = new EventEmitter()
  const records = { events: [], problems: [], finished: [] }
  const counter: Counter = { port: 0, close, ...records, bell, streams }
  events.listen((event) => void counter.events.push(event))
  const tokenFor = options.accessTokenFor ?? (async ({ name }) => `token-for-${name}`)

  const app = new Koa<State>()
  app.on('error', () => {}) // a browser that leaves is no news here
  app.use(keepsRecords(counter))
  app.use(async (ctx, next) => {
    ctx.state.standing = options.signedIn ?? signedIn
    const { vary = '', ...others } = options.ourHeaders ?? {}
    ctx.set(others)
    responseOf(ctx.res).usualVary = vary
    await next()
  })
  const accessTokenFor = async (_: unknown, resource: Resource, refused?: string) =>
    bearer(await tokenFor(resource, refused))
  app.use(createApi({ clock: Date, resources, forward, limits: {}, accessTokenFor }))
  app.use((ctx) => void (ctx.body = 'the web app'))
  onTestFinished(close)
  const handle = app.callback()
  const server = createHttpServer((req, res) => void handle(req, res))
  counter.port = Number(new URL(await listen(server)).port)
  return counter
}

const appOrigin = 'https://app.example'

const wait = (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, signal && { signal })

function keepsRecords({ problems, finished, bell }: Counter): Middleware {
  return async (ctx, next) => {
    ctx.state.ref = 'ref-1'
    ctx.res.on('close', () => bell.emit('left'))
    try {
      await next()
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem('internal', { cause: error })
      problems.push(problem)
      ctx.status = problem.status
      ctx.set(problem.options.headers ?? {})
      ctx.body = { code: problem.code }
    }
    finished.push({ status: ctx.status, route: ctx.state.route })
    bell.emit('finished')
  }
}

const signedIn: Standing = {
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
