import { describe, expect, it } from 'vitest'
import { apiPath } from './api-path.ts'

/** What a browser makes of it, which is what counts. */
const pathOf = (path: string) => new URL(path, 'https://app.example.com').pathname

describe('apiPath', () => {
  it('names the list and one of it', () => {
    expect(apiPath('notes')).toBe('/api/notes')
    expect(apiPath('notes', 'n-1')).toBe('/api/notes/n-1')
  })

  it.each([
    '../logout',
    '../../auth/logout',
    '..\\..\\auth\\logout',
    '%2e%2e/logout',
    '%2e%2e%2flogout',
    './../../auth/logout',
    '/auth/logout',
    '//evil.example/',
    '\\\\evil.example',
    'https://evil.example',
    'n-1?admin=true',
    'n-1#fragment',
    'n-1;jsessionid=1',
    '\t/../auth/logout',
    ' ',
    '…/😀',
  ])('keeps the id "%s" in its place [FE-07]', (id) => {
    const [empty, api, resource, last, ...rest] = pathOf(apiPath('notes', id)).split('/')
    expect([empty, api, resource, rest]).toEqual(['', 'api', 'notes', []])
    expect(decodeURIComponent(last ?? '')).toBe(id)
  })

  it.each(['', '.', '..'])('refuses the segment "%s" [FE-07]', (id) => {
    expect(() => apiPath('notes', id)).toThrow('cannot be part of an API path')
  })

  // A URL parser reads an escaped dot as a dot; what is escaped twice stays a name.
  it.each(['%2e%2e', '%2E%2E', '.%2e', '%2e'])('takes "%s" as a name [FE-07]', (id) => {
    expect(pathOf(apiPath('notes', id))).toBe(`/api/notes/${encodeURIComponent(id)}`)
  })
})
