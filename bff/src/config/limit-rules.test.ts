import { describe, expect, it } from 'vitest'
import { limitFault, limitRules } from './limit-rules.ts'

describe('limitRules', () => {
  it('reads for each of whom how many in how many seconds', () => {
    expect(limitRules('session:1200/60, address:5/3600')).toEqual([
      { by: 'session', calls: 1200, seconds: 60 },
      { by: 'address', calls: 5, seconds: 3600 },
    ])
  })

  it('has no rule where it is off', () => {
    expect(limitFault('off')).toBeUndefined()
    expect(limitRules('off')).toEqual([])
  })
})

describe('limitFault', () => {
  it.each([
    ['an unknown word', 'person:10/60'],
    ['no window', 'session:10'],
    ['nothing at all', ''],
    ['none', 'session:0/60'],
    ['no time', 'session:10/0'],
    ['more than a day', 'session:10/86401'],
    ['letters', 'session:1e3/60'],
    ['one that is named twice', 'session:10/60,session:20/60'],
    ['off and on', 'off,session:10/60'],
    ['on by a word', 'on'],
  ])('refuses %s [CD-02]', (_what, text) => {
    expect(limitFault(text)).toMatch(/^must be off, or /)
  })
})
