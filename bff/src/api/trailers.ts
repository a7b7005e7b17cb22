/**
 * Fields behind the body (RFC 9110 §6.5): those that the policy names and the API announced, and they stay
 * where they are – one that is called `Authorization` is dropped like any other and merged into nothing
 * (PX-18). Only where there is room for them: behind chunks, for a browser that speaks HTTP/1.1.
 *
 * What a browser sends behind its body is discarded, as RFC 9112 §7.1.2 allows: no page can send any.
 */
import type { IncomingMessage } from 'node:http'
import type { AnswerFields } from './answer.ts'
import type { RoutePolicy } from './policy.ts'

export interface TrailerRule {
  /** @returns the names to announce, if any */
  announced(req: IncomingMessage, status: number, fields: AnswerFields): string | undefined
  passing(fields: AnswerFields): [name: string, value: string][]
}

export function createTrailerRule({ trailers }: Pick<RoutePolicy, 'trailers'>): TrailerRule {
  return {
    announced(req, status, fields) {
      const said = fields.trailer
      if (trailers.length === 0 || said === undefined || !hasRoom(req, status, fields)) return
      const names = String(said)
        .toLowerCase()
        .split(/\s*,\s*/)
      return names.filter((name) => trailers.includes(name)).join(', ') || undefined
    },
    passing: (fields) =>
      trailers.flatMap((name) => {
        const value = fields[name]
        return value === undefined ? [] : [[name, String(value)] as [string, string]]
      }),
  }
}

function hasRoom({ method, httpVersion }: IncomingMessage, status: number, fields: AnswerFields) {
  const isBodiless = method === 'HEAD' || status === 204 || status === 304
  return httpVersion === '1.1' && !isBodiless && fields['content-length'] === undefined
}
