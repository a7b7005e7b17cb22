import { describe, expect, it } from 'vitest'
import { createUnderWay } from './under-way.ts'

const limits = { callsPerSession: 2, callsAtOnce: 3 }
const tooMany = expect.objectContaining({ code: 'too-many-calls', status: 429 })
const busy = expect.objectContaining({ code: 'resource-busy', status: 503 })

describe('createUnderWay', () => {
  it('refuses one more call of a session, and gives the place to the next when one ends', () => {
    const { enter } = createUnderWay()
    const leave = enter(limits, 'ada')
    enter(limits, 'ada')
    expect(() => enter(limits, 'ada')).toThrow(tooMany)
    leave()
    expect(() => enter(limits, 'ada')).not.toThrow()
  })

  it('refuses one more call of all, whoever asks', () => {
    const { enter } = createUnderWay()
    enter(limits, 'ada')
    enter(limits, 'grace')
    const leave = enter(limits, undefined)
    expect(() => enter(limits, 'edsger')).toThrow(busy)
    expect(() => enter(limits, undefined)).toThrow(busy)
    leave()
    expect(() => enter(limits, 'edsger')).not.toThrow()
  })

  it('counts each entry of the table for itself', () => {
    const { enter } = createUnderWay()
    const narrow = { callsPerSession: 1, callsAtOnce: 1 }
    enter(narrow, 'ada')
    expect(() => enter(limits, 'ada')).not.toThrow()
    expect(() => enter(narrow, 'ada')).toThrow(tooMany)
  })

  it('says when to come again', () => {
    const { enter } = createUnderWay()
    const narrow = { callsPerSession: 1, callsAtOnce: 1 }
    enter(narrow, 'ada')
    expect(() => enter(narrow, 'ada')).toThrow(
      expect.objectContaining({ options: expect.objectContaining({ retryAfter: 1 }) }),
    )
  })
})
