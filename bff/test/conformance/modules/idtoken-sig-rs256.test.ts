/** `oidcc-client-test-idtoken-sig-rs256`: a good RS256 signature. */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('accepts a good RS256 signature, having fetched the key [CM-07, ID-04]', async () => {
  const attempt = await signIn({ idTokenAlg: 'RS256' })
  expectSignedIn(attempt)
  expect(attempt.liar.seen.jwks).toHaveLength(1)
})
