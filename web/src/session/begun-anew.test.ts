import { describe, expect, it } from 'vitest'
import { noteBegunAnew, takeBegunAnew } from './begun-anew.ts'

function createStorage(): () => Storage {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
  return () => storage as Storage
}

describe('a page that began anew', () => {
  it('hears so, once', () => {
    const storage = createStorage()
    expect(takeBegunAnew(storage)).toBe(false)
    noteBegunAnew(storage)
    expect([takeBegunAnew(storage), takeBegunAnew(storage)]).toEqual([true, false])
  })

  it('does without a storage that is forbidden', () => {
    const forbidden = () => {
      throw new DOMException('No.', 'SecurityError')
    }
    noteBegunAnew(forbidden)
    expect(takeBegunAnew(forbidden)).toBe(false)
  })
})
