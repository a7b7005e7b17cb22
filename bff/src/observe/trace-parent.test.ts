import { describe, expect, it } from 'vitest'
import { readTraceParent, writeTraceParent } from './trace-parent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'
const read = (traceparent?: string) =>
  readTraceParent(traceparent === undefined ? {} : { traceparent })

describe('readTraceParent', () => {
  it.each([
    [`00-${traceId}-${spanId}-01`, 1],
    [`00-${traceId}-${spanId}-00`, 0],
    [`00-${traceId}-${spanId}-03`, 1], // flags we do not know count for nothing
    [`cc-${traceId}-${spanId}-01`, 1], // a version to come
    [`cc-${traceId}-${spanId}-01-what-it-will-be`, 1],
  ])('reads %s', (text, traceFlags) => {
    expect(read(text)).toEqual({ traceId, spanId, traceFlags })
  })

  it.each([
    ['nothing', undefined],
    ['an empty one', ''],
    ['no trace', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['no span', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['a version that is none', `ff-${traceId}-${spanId}-01`],
    ['more than version 00 has', `00-${traceId}-${spanId}-01-more`],
    ['too short a trace', `00-${traceId.slice(1)}-${spanId}-01`],
    ['two of them', `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
    ['a blank', ` 00-${traceId}-${spanId}-01`],
  ])('makes nothing of %s', (_what, text) => {
    expect(read(text)).toBeUndefined()
  })
})

describe('writeTraceParent', () => {
  it('writes what it reads, and of the flags only whether somebody keeps it', () => {
    expect(writeTraceParent({ traceId, spanId, traceFlags: 1 })).toBe(`00-${traceId}-${spanId}-01`)
    expect(writeTraceParent({ traceId, spanId, traceFlags: 2 })).toBe(`00-${traceId}-${spanId}-00`)
  })
})
