/** {issuer}/.well-known/openid-configuration, a final slash removed first (Discovery §4.1). */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['', '/.well-known/openid-configuration'],
  ['/', '/.well-known/openid-configuration'],
  ['/tenant', '/tenant/.well-known/openid-configuration'],
  ['/tenant/', '/tenant/.well-known/openid-configuration'],
  ['/a/b%20c', '/a/b%20c/.well-known/openid-configuration'],
])('signs in at an issuer with the path "%s" [MD-02, MD-03]', async (issuerPath, wellKnown) => {
  const attempt = await signIn({}, { issuerPath })
  expectSignedIn(attempt)
  expect(attempt.liar.seen.discovery[0]?.url.pathname).toBe(wellKnown)
})
