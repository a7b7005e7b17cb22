import { expect, it } from 'vitest'
import { digest } from './digest.ts'

it('names a secret by its SHA-256, in base64url without padding', () => {
  // FIPS 180-2 appendix B.1, the digest of "abc", here in base64url.
  expect(digest('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})
