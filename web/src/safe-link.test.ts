import { describe, expect, it } from 'vitest'
import { safeLink } from './safe-link.ts'

describe('safeLink', () => {
  it.each(['https://example.com/a?b#c', 'http://example.com/', 'HTTPS://EXAMPLE.COM'])(
    'lets %s be a link',
    (text) => {
      expect(safeLink(text)).toMatch(/^https?:\/\/example\.com\//)
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'mailto:ada@example.com',
    '//evil.example',
    '/auth/logout',
    'example.com',
    '',
  ])('does not let "%s" be one [FE-07]', (text) => {
    expect(safeLink(text)).toBeUndefined()
  })
})
