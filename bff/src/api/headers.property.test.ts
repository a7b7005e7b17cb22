/**
 * Whatever a browser says, only named fields go out, in a form that undici's own reading takes – the same code
 * that writes them – and nothing of what we say ourselves can be moved.
 */
import fc from 'fast-check'
import type { IncomingHttpHeaders } from 'node:http'
import { expect, it } from 'vitest'
import { createRequestHeaders } from './headers.ts'

const headersFor = createRequestHeaders({ requestHeaders: ['x-tenant'] })
const credential = ['authorization', 'Bearer good']
const facts = ['x-forwarded-for', '192.0.2.1', 'forwarded', 'for=192.0.2.1']

const passing =
  /^(?:accept(?:-.*)?|cache-control|content-.*|idempotency-key|if-.*|last-event-id|prefer|range|via|max-forwards|x-tenant)$/

// As Node hands them over: lower case, and no octet in a value that its parser refuses.
const name = fc.oneof(
  fc.constantFrom(
    ...'accept range prefer x-tenant via max-forwards connection cookie authorization'.split(' '),
    ...'x-forwarded-for forwarded host te expect upgrade content-length content-type'.split(' '),
    ...'transfer-encoding keep-alive x-user __proto__ constructor tostring'.split(' '),
  ),
  fc.stringMatching(/^[!#$%&'*+.^_`|~a-z\d-]{1,20}$/),
)
const value = fc.oneof(
  fc.constantFrom(
    'close',
    'authorization, via',
    'X-Tenant',
    '7',
    'chunked',
    'h2c',
    '1.1 claimcheck',
  ),
  fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,40}$/),
)
const inbound = fc
  .array(fc.tuple(name, value), { maxLength: 12 })
  .map((pairs) => Object.fromEntries(pairs) as IncomingHttpHeaders)

it('lets nothing out that is not named, whatever comes in [PX-05, PX-06, PX-10]', () => {
  fc.assert(
    fc.property(inbound, (headers) => {
      const out = headersFor(headers, credential, facts)
      const ours = out.slice(-credential.length - facts.length)
      expect(ours).toEqual([...facts, ...credential])
      const theirs = out.slice(0, -ours.length).filter((_, at) => at % 2 === 0)
      expect(theirs.filter((each) => !passing.test(each))).toEqual([])
      expect(new Set(theirs).size).toBe(theirs.length)
    }),
    { numRuns: 2_000 },
  )
})

it('says nothing that undici would not say, or would say as something else [PX-17]', () => {
  fc.assert(
    fc.property(inbound, (headers) => {
      const { 'content-length': _, ...rest } = headers // framing, judged by the parser before us
      const out = headersFor(rest, credential, facts)
      const pairs = out.flatMap((each, at) => (at % 2 === 0 ? [[each, out[at + 1]!]] : []))
      const read = new Headers(pairs as [string, string][])
      expect([...read.keys()].toSorted()).toEqual(pairs.map(([each]) => each!).toSorted())
      for (const [each, said] of pairs) expect(read.get(each!)).toBe(trimmed(said!))
    }),
    { numRuns: 2_000 },
  )
})

/** As HTTP does it (RFC 9110 §5.5): JavaScript would take more. */
function trimmed(text: string): string {
  return text.replace(/^[\t ]+|[\t ]+$/g, '')
}
