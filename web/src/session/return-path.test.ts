import { describe, expect, it } from 'vitest'
import { localPath, loginPath, returnPathOf, withHash } from './return-path.ts'

const place = (pathname: string, search = '', hash = '') => ({ pathname, search, hash })

describe('loginPath', () => {
  it('keeps path, search and hash in one parameter', () => {
    const url = new URL(loginPath('/notes?a=1&b=2#c'), 'https://app.example.com')
    expect([url.pathname, ...url.searchParams]).toEqual([
      '/auth/login',
      ['returnTo', '/notes?a=1&b=2#c'],
    ])
  })
})

describe('withHash', () => {
  const url = new URL('https://app.example.com/notes?q=1')

  it('takes the hash of the address bar, which a request has not', () => {
    expect(withHash(url, place('/notes', '?q=1', '#end'))).toEqual(place('/notes', '?q=1', '#end'))
  })

  it.each([place('/notes', '', '#end'), place('/', '?q=1', '#end'), undefined])(
    'leaves that of another page alone: %o',
    (shown) => {
      expect(withHash(url, shown).hash).toBe('')
    },
  )
})

describe('returnPathOf', () => {
  it('is the whole place', () => {
    expect(returnPathOf(place('/notes', '?q=a%20b', '#end'), '/')).toBe('/notes?q=a%20b#end')
  })

  it.each(['/signed-out', '/problem'])('is home instead of %s', (pathname) => {
    expect(returnPathOf(place(pathname, '?reason=user'), '/notes')).toBe('/notes')
  })

  it('is where a failed sign-in was going', () => {
    const search = '?reason=login-expired&returnTo=%2Fnotes%3Fq%3D1'
    expect(returnPathOf(place('/signed-out', search), '/')).toBe('/notes?q=1')
  })

  it('is home when that was elsewhere', () => {
    expect(returnPathOf(place('/problem', '?returnTo=//evil.example'), '/')).toBe('/')
  })
})

describe('localPath', () => {
  it.each(['/', '/notes', '/notes?q=https://example.com', '/a/../b'])('takes %s', (path) => {
    expect(localPath(path)).toMatch(/^\/[^/\\]?/)
  })

  it.each([
    null,
    '',
    'notes',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    'javascript:alert(1)',
    '\\\\evil.example',
  ])('refuses %j [FE-07]', (path) => {
    expect(localPath(path)).toBeUndefined()
  })
})
