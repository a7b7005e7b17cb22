/**
 * `fapi2-security-profile-final-client-test-discovery-issuer-mismatch`: the metadata names another
 * issuer.
 */
import { expect, it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectNotStarted } from '../../outcomes.ts'

it('stops before it pushes anything [CM-28, MD-03]', async () => {
  const attempt = await signInFapi({
    discovery: (document) => ({ ...document, issuer: 'https://evil.example' }),
  })
  expectNotStarted(attempt)
  expect(attempt.liar.seen.par).toHaveLength(0)
})
