/**
 * `oidcc-client-test-aggregated-claims`: some claims come inside a JWT of somebody else's (OIDC Core
 * §5.6.2). We use none of them, and are not disturbed.
 */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { createSigningKey } from '../liar/keys.ts'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('signs in, and believes nothing of a third party [CM-16]', async () => {
  const { privateKey } = await createSigningKey('ES256')
  const jwt = await new SignJWT({ name: 'Mallory', email: 'mallory@example.test' })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey)
  const attempt = await signIn({
    userinfo: ({ sub }) => ({
      sub,
      _claim_names: { name: 'elsewhere', email: 'elsewhere' },
      _claim_sources: { elsewhere: { JWT: jwt } },
    }),
  })
  expectSignedIn(attempt)
  expect(JSON.stringify(attempt.session)).not.toMatch(/mallory/i)
})
