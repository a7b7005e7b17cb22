/** `oidcc-client-test-discovery-issuer-mismatch`: the document speaks for another issuer. */
import { expect, it } from 'vitest'
import { expectRefused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('stops before the authorization request when the metadata names another issuer [CM-13, MD-03]', async () => {
  const attempt = await signIn({
    discovery: (document) => ({ ...document, issuer: 'https://evil.example' }),
  })
  expectRefused(attempt)
  expect(attempt.liar.seen.authorize).toHaveLength(0)
})
