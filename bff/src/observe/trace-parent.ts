/**
 * `traceparent` and `tracestate` (W3C Trace Context, level 1 and 2) from text and to text. By hand and not by
 * the propagator that an SDK may have registered: that one may also write `baggage` or fields of a vendor, and
 * what crosses the counter is named one by one.
 */
import type { IncomingHttpHeaders } from 'node:http'

export interface TraceParent {
  traceId: string
  spanId: string
  traceFlags: number
}

/** A later version may go on after the flags (§4.3); `ff` is none. */
const form = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const nothing = /^0+$/

/** @returns nothing for what is not to the letter: then a new trace begins (§3.2.2.5) */
export function readTraceParent({ traceparent }: IncomingHttpHeaders): TraceParent | undefined {
  const parts = form.exec(String(traceparent))
  if (parts === null) return undefined
  const [, version, traceId = '', spanId = '', flags = '', more] = parts
  if (nothing.test(traceId) || nothing.test(spanId)) return undefined
  if (version === '00' && more !== undefined) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 }
}

export function writeTraceParent({ traceId, spanId, traceFlags }: TraceParent): string {
  return `00-${traceId}-${spanId}-${traceFlags & 1 ? '01' : '00'}`
}
