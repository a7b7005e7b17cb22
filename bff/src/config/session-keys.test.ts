import { describe, expect, it } from 'vitest'
import { keysFault } from './session-keys.ts'

/** As many different octets as it has. */
const key = (length: number, first = 0) =>
  Buffer.from(Array.from({ length }, (_, index) => first + index))

const written = (...keys: Buffer[]) => keys.map((each) => each.toString('base64url')).join()

describe('keysFault', () => {
  it.each([
    ['one key', written(key(32))],
    ['a longer one', written(key(64))],
    ['two, with a blank between', written(key(32)).concat(', ', written(key(32, 1)))],
  ])('has nothing to say against %s', (_what, list) => {
    expect(keysFault(list)).toBeUndefined()
  })

  it.each([
    ['31 octets', written(key(31)), 'at least 32 octets'],
    ['a short key behind a good one', written(key(32), key(31, 1)), 'at least 32 octets'],
    ['padding', key(32).toString('base64'), 'base64url'],
    ['plain base64', key(33, 223).toString('base64'), 'base64url'],
    ['an empty place', `${written(key(32))},`, 'base64url'],
    ['zeros', written(Buffer.alloc(32)), 'must be random'],
    [
      'fifteen octets over and over',
      written(key(15), key(15), key(15)).replaceAll(',', ''),
      'must be random',
    ],
    ['one key twice', written(key(32), key(32)), 'same key twice'],
  ])('objects to %s [CD-02]', (_what, list, reason) => {
    expect(keysFault(list)).toContain(reason)
  })
})
