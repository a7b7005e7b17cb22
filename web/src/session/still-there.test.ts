import { describe, expect, it } from 'vitest'
import { noteStillThere, readStillThere } from './still-there.ts'

/** As much of a browser's as is used here. */
function storage(kept = new Map<string, string>()) {
  const own = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  return { kept, open: () => own as Storage }
}
const forbidden = () => {
  throw new DOMException('No.', 'SecurityError')
}

describe('where somebody may still be signed in', () => {
  it('is told to the next page, by its name and the way there', () => {
    const { open } = storage()
    const accountUrl = 'https://id.example.com/me'
    noteStillThere(open, { name: 'Acme ID', endsToo: true, accountUrl })
    expect(readStillThere(open)).toEqual({ name: 'Acme ID', endsToo: false, accountUrl })
  })

  it('is forgotten when they have signed out there as well', () => {
    const { open, kept } = storage()
    noteStillThere(open, { name: 'Acme ID', endsToo: true })
    noteStillThere(open, undefined)
    expect(kept.size).toBe(0)
    expect(readStillThere(open)).toBeUndefined()
  })

  it.each(['{"name":7}', 'null', '[]', 'x'])('is not made up from %s', (text) => {
    const { open } = storage(new Map([['claimcheck.still-there', text]]))
    expect(readStillThere(open)).toBeUndefined()
  })

  it('goes unsaid where the browser keeps nothing', () => {
    expect(() => noteStillThere(forbidden, { name: 'Acme ID', endsToo: true })).not.toThrow()
    expect(readStillThere(forbidden)).toBeUndefined()
  })
})
