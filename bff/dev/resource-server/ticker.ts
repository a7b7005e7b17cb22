/**
 * GET /notes/ticker → server-sent events: one `tick` at once and another every `everyMs`, for as long as
 * somebody listens. It has no end of its own, so that whoever ends it – the browser, the BFF – is proven.
 */
import { PassThrough } from 'node:stream'
import type { ParameterizedContext } from 'koa'

export function tick(ctx: ParameterizedContext, everyMs: number): void {
  const stream = new PassThrough()
  let n = 0
  const send = (): void => {
    n += 1
    stream.write(`id: ${n}\nevent: tick\ndata: ${JSON.stringify({ n, at: new Date() })}\n\n`)
  }
  const timer = setInterval(send, Math.max(everyMs, 50))
  stream.once('close', () => clearInterval(timer))
  ctx.type = 'text/event-stream'
  ctx.body = stream
  send()
}
