/**
 * Both ends of a misbehaving API. Here a request is marked on its way out; there, in the sample APIs, the mark is
 * obeyed – so what fails is a real API on a real connection, and bound tokens stay bound to its address. An
 * API of your own does not know the mark and behaves.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'
import { twoFactor } from '../acr.ts'
import type { OutgoingRequest } from '../inspector/api-calls.ts'
import type { Recorder } from '../inspector/recorder.ts'
import { Refusal } from '../resource-server/refusal.ts'
import type { Faults } from './faults.ts'
import type { FaultId } from './switches.ts'

const header = 'x-claimcheck-fault'
const slowMs = 5_000
const hugeBytes = 8 * 1024 * 1024

const behaviours = {
  'api-slow': async (_ctx, next) => {
    await wait(slowMs)
    return next()
  },
  'api-silent': (ctx) => void (ctx.respond = false),
  'api-401': refuse(401, 'This token is not good any more.', { error: 'invalid_token' }),
  'api-403': refuse(403, 'You may not do that.', { error: 'insufficient_scope' }),
  'api-429': refuse(429, 'That was too much.', undefined, { 'retry-after': '7' }),
  'api-500': refuse(500, 'The API broke.'),
  'api-cut': (ctx) => cut(ctx),
  'api-huge': (ctx) => {
    ctx.body = [{ id: 'huge', title: 'A huge note', text: 'x'.repeat(hugeBytes) }]
  },
  'api-step-up': refuse(401, 'Sign in with a second factor.', {
    error: 'insufficient_user_authentication',
    acr_values: twoFactor,
  }),
} satisfies Partial<Record<FaultId, Middleware>>

const ids = Object.keys(behaviours) as (keyof typeof behaviours)[]

/** In the BFF. @returns the way to stop */
export function markApiCalls(
  faults: Faults,
  { visit, record }: Recorder,
  origins: ReadonlySet<string>,
): () => void {
  const onCreate = (message: unknown): void => {
    const { request } = message as { request: OutgoingRequest }
    if (!origins.has(String(request.origin))) return
    const id = faults.first(ids, visit()?.session)
    if (id === undefined) return
    request.addHeader(header, id)
    record({ channel: 'app', from: 'bff', to: 'bff', title: `Fault: the API is asked for ${id}` })
  }
  subscribe('undici:request:create', onCreate)
  return () => void unsubscribe('undici:request:create', onCreate)
}

/** In the sample APIs, before anything else. */
export function misbehave(): Middleware {
  return (ctx, next) => {
    const id = ctx.get(header)
    const behaviour: Middleware | undefined = ids.includes(id as (typeof ids)[number])
      ? behaviours[id as (typeof ids)[number]]
      : undefined
    return behaviour === undefined ? next() : behaviour(ctx, next)
  }
}

function refuse(
  status: number,
  title: string,
  challenge?: Record<string, string>,
  headers?: Record<string, string>,
): Middleware {
  return () => {
    throw new Refusal(status, title, challenge, headers)
  }
}

/** Half of what was promised, then a reset. */
function cut(ctx: Context): void {
  ctx.respond = false
  ctx.res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  ctx.res.write('[{"id":"half', () => ctx.req.socket.resetAndDestroy())
}
