/** The feed as server-sent events. Everything passes the last gate: no secret that was ever seen leaves here. */
import type { ServerResponse } from 'node:http'
import type { Recorder } from './recorder.ts'
import type { Redactor } from './redaction.ts'

// Below the half minute after which proxies and browsers give up on silence.
const beatMs = 15_000

export function feed(
  response: ServerResponse,
  { recorder, redactor }: { recorder: Recorder; redactor: Redactor },
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const say = (event: string, data: unknown): void => {
    response.write(`event: ${event}\ndata: ${redactor.scrub(JSON.stringify(data))}\n\n`)
  }
  say('snapshot', recorder.snapshot())
  const stop = recorder.listen((told) => say('told', told))
  const beating = setInterval(() => response.write(': beat\n\n'), beatMs)
  response.once('close', () => {
    stop()
    clearInterval(beating)
  })
}
