import fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createEvents } from '../events.ts'
import { createLog } from './log.ts'
import { tellable } from './tellable.ts'

type Fields = Parameters<typeof told>[0]

const at = Date.UTC(2026, 10, 20, 12, 30, 15, 250)

function told(
  fields: {
    method: string
    route: string
    status: number
    ms: number
    refusal?: 'internal'
    trace?: string
  },
  ref?: string,
) {
  const events = createEvents({ now: () => at })
  let written = ''
  createLog(events, { level: 'info', destination: { write: (line) => void (written += line) } })
  events.emit('request.finished', fields, ref)
  return written
}

function toldByPino({ method, route, status, ms, refusal, trace }: Fields, ref?: string) {
  let written = ''
  const options = {
    base: null,
    timestamp: false,
    formatters: { level: (level: string) => ({ level }) },
  }
  const log = pino(options, { write: (line) => void (written += line) })
  log.info({
    time: new Date(at).toISOString(),
    event: 'request.finished',
    ref: tellable(ref),
    method: tellable(method),
    route: tellable(route),
    status,
    ms,
    refusal,
    trace: tellable(trace),
  })
  return written
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\u2028'),
)
const fields = fc.record(
  {
    method: text,
    route: text,
    status: fc.integer(),
    ms: fc.oneof(fc.integer(), fc.double()),
    refusal: fc.constant('internal' as const),
    trace: text,
  },
  { requiredKeys: ['method', 'route', 'status', 'ms'] },
)

describe('the line of a finished request', () => {
  it('is what pino would write, whatever stands in it', () => {
    fc.assert(
      fc.property(fields, fc.option(text, { nil: undefined }), (given, ref) => {
        expect(told(given, ref)).toBe(toldByPino(given, ref))
      }),
      { seed: 20261120, numRuns: 500 },
    )
  })
})
