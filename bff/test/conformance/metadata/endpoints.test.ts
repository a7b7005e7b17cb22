/**
 * Endpoints are absolute, without fragment, and `https`; plain `http` only where the issuer itself is on
 * loopback, and then only there (MD-04). A document that breaks this is not used at all.
 */
import { it } from 'vitest'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['token_endpoint', 'http://id.example/token'],
  ['token_endpoint', 'http://127.0.0.1.example/token'],
  ['jwks_uri', 'http://id.example/keys'],
  ['userinfo_endpoint', 'http://id.example/userinfo'],
  ['authorization_endpoint', 'http://id.example/authorize'],
  ['end_session_endpoint', 'http://id.example/logout'],
  ['token_endpoint', 'https://id.example/token#fragment'],
  ['token_endpoint', '/token'],
  ['jwks_uri', 'file:///etc/passwd'],
  ['authorization_endpoint', 'javascript:alert(1)'],
  ['token_endpoint', 7],
  ['token_endpoint', undefined],
  ['authorization_endpoint', undefined],
  ['jwks_uri', undefined],
])('sends nobody to a server whose %s is %s [MD-04, TK-06]', async (name, value) => {
  const attempt = await signIn({ discovery: (document) => ({ ...document, [name]: value }) })
  expectNotStarted(attempt)
})

it('ignores members it does not know [MD-04]', async () => {
  const strange = { token_endpoint_2: 'http://id.example', mtls_endpoint_aliases: 'none', foo: [1] }
  expectSignedIn(await signIn({ discovery: (document) => ({ ...document, ...strange }) }))
})
