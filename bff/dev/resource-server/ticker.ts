/**
 * GET /notes/ticker → server-sent events: one `tick` at once and another every `everyMs`, for as long as
 * somebody listens. It has no end of its own, so that whoever ends it – the browser, the BFF – is proven.
 */
import type { ParameterizedContext } from 'koa'

const leastMs = 50

export function tick(ctx: ParameterizedContext, everyMs: number): void {
  const { res } = ctx
  let n = 0
  const send = (): void => {
    n += 1
    res.write(`id: ${n}\nevent: tick\ndata: ${JSON.stringify({ n, at: new Date() })}\n\n`)
  }
  // Koa takes a listener who leaves for an error of the stream; here it is how every stream ends.
  ctx.respond = false
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const timer = setInterval(send, Math.max(everyMs, leastMs))
  res.once('close', () => clearInterval(timer))
  send()
}
