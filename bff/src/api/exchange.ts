/**
 * One call under way: what the parts of its way have to know of each other. Made once a call, so that nothing
 * on the way needs a function of its own to remember it by.
 */
import type { Context } from '../http/context.ts'
import { type AnswerFields, earlyLinks, type HeaderPairs } from './answer.ts'
import type { Line } from './line.ts'
import type { Resource } from './resources.ts'
import type { Upload } from './upload.ts'

/** Hears every answer before anything is made of it. */
export type Hear = (fields: AnswerFields) => void

export interface Exchange {
  ctx: Context
  resource: Resource
  line: Line
  /** What the API was asked for. */
  path: string
  upload: Upload | undefined
  /** May the API fall silent in the middle of its answer? */
  isPatient: boolean
  /** In whose name; when that session ends, so does the call. */
  session: string | undefined
  hear: Hear | undefined
  /** Names that were announced for behind the body. */
  trailers: string | undefined
}

/** The head of an answer that the browser may hear: from here on nobody asks the API a second time. */
export function headOf(exchange: Exchange, status: number, fields: AnswerFields): HeaderPairs {
  const { ctx, line, path, upload, isPatient } = exchange
  upload?.forget()
  // Node hangs up on whoever is silent for long (http/server.ts), unless somebody listens for that.
  if (isPatient) ctx.res.on('timeout', () => {})
  const pairs = line.answerHeaders(status, fields, { path })
  exchange.trailers = line.trailers.announced(ctx.req, status, fields)
  if (exchange.trailers !== undefined) pairs.push('trailer', exchange.trailers)
  return pairs
}

/**
 * An interim answer (RFC 9110 §15.2); the real one follows. 103 names what the page will need and is worth
 * passing on, any other was between the API and us. HTTP/1.0 knows none of them.
 */
export function tellEarly(
  { ctx, resource, path }: Exchange,
  status: number,
  fields: AnswerFields,
): void {
  if (status !== 103 || ctx.req.httpVersion !== '1.1') return
  const link = earlyLinks(fields, resource, path)
  if (link.length > 0) ctx.res.writeEarlyHints({ link })
}
