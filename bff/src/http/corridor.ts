/**
 * The way of a call to an API through its rooms, one behind the other as Koa has them, and with Koa's context. Only
 * Koa's way of ending a request is left out: it listens for the end of every answer with ten listeners, for
 * bodies that are streams, which cost as much as all rooms together. An API's answer looks after its own end
 * (api/relay.ts), and what the rooms answer by themselves is a text.
 */
import type { Context, Middleware } from './context.ts'

/** @returns how a request is answered; never rejects once the safety net among the rooms is reached */
export function createCorridor(rooms: readonly Middleware[]): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.res.statusCode = 404 // until somebody knows better
    try {
      await enter(ctx, 0)
      answerByText(ctx)
    } catch (error) {
      ctx.onerror(error as Error)
    }
  }

  // What a room throws at once is for the room around it, which waits in a `try`.
  function enter(ctx: Context, at: number): Promise<unknown> {
    return rooms[at]?.(ctx, () => enter(ctx, at + 1)) as Promise<unknown>
  }
}

function answerByText(ctx: Context): void {
  if (ctx.respond === false) return
  if (ctx.writable && typeof ctx.body === 'string' && ctx.method !== 'HEAD') ctx.res.end(ctx.body)
  else ctx.res.end()
}
