import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localPath, localTarget } from './return-to.ts'

const origin = 'https://app.example.com'

describe('localPath', () => {
  it.each([
    '/',
    '/notes',
    '/notes?sort=new&page=2',
    '/notes#top',
    '/notes?next=https://other.example/',
    '/caf%C3%A9',
    '/@me',
  ])('keeps %s', (path) => {
    expect(localPath(path, origin)).toBe(path)
  })

  it.each([
    ['another origin', 'https://evil.example/'],
    ['our own origin, spelled out', 'https://app.example.com/notes'],
    ['two slashes', '//evil.example'],
    ['a backslash after the slash', '/\\evil.example'],
    ['a tab between slashes', '/\t/evil.example'],
    ['a line break between slashes', '/\n/evil.example'],
    ['dots that leave two slashes', '/x/..//evil.example'],
    ['script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['no slash', 'notes'],
    ['nothing', ''],
    ['a NUL', '/notes\u0000'],
    ['a space in front', ' /notes'],
    ['userinfo', '@evil.example'],
    ['3 kB', `/${'x'.repeat(3000)}`],
  ])('refuses %s [AR-14]', (_what, value) => {
    expect(localPath(value, origin)).toBeUndefined()
  })

  it('gives back only what every URL parser reads as our own origin [AR-14]', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      '\t',
      'evil.example',
      'http:',
    )
    const value = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => `/${all.join('')}`),
    )
    fc.assert(
      fc.property(value, (text) => {
        const path = localPath(text, origin)
        if (path === undefined) return
        expect(path.startsWith('/')).toBe(true)
        expect(new URL(path, origin).origin).toBe(origin)
        expect(localPath(path, origin)).toBe(path) // once judged, always judged the same
      }),
      { numRuns: 5_000, seed: 1 },
    )
  })
})

describe('localTarget', () => {
  it('takes an absolute URL of our own origin', () => {
    expect(localTarget(`${origin}/notes?x=1`, origin)).toBe('/notes?x=1')
  })

  it.each([
    'https://evil.example/notes',
    'http://app.example.com/notes',
    'https://app.example.com:8443/notes',
    'https://user@app.example.com/notes',
    'https://app.example.com.evil.example/',
    'javascript:alert(1)',
  ])('refuses %s [AR-18]', (value) => {
    expect(localTarget(value, origin)).toBeUndefined()
  })
})
