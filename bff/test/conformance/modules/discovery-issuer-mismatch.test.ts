/** `oidcc-client-test-discovery-issuer-mismatch`: the document speaks for another issuer. */
import { it } from 'vitest'
import { expectNotStarted } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('stops before the authorization request when the metadata names another issuer [CM-13, MD-03]', async () => {
  const attempt = await signIn({
    discovery: (document) => ({ ...document, issuer: 'https://evil.example' }),
  })
  expectNotStarted(attempt)
})
