import { describe, expect, it } from 'vitest'
import { mayLoadAnew } from './new-version.ts'

function createStorage(): () => Storage {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
  return () => storage as Storage
}

describe('mayLoadAnew', () => {
  it('is said once a minute, so that a broken deploy is no circle', () => {
    const storage = createStorage()
    const at = (ms: number) => mayLoadAnew(storage, 1_000_000 + ms)
    expect([at(0), at(1), at(59_999), at(60_000), at(60_001)]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ])
  })

  it('is never said where nobody could remember', () => {
    const forbidden = () => {
      throw new DOMException('No.', 'SecurityError')
    }
    expect(mayLoadAnew(forbidden, 1_000_000)).toBe(false)
  })
})
