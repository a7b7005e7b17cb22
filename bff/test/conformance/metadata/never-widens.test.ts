/** What metadata offers and what we allow must overlap; it cannot talk us into less (ASVS 9.1.2). */
import { it } from 'vitest'
import { expectNotStarted, expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['id_token_signing_alg_values_supported', ['none']],
  ['id_token_signing_alg_values_supported', ['HS256']],
  ['id_token_signing_alg_values_supported', []],
  ['code_challenge_methods_supported', ['plain']],
  ['token_endpoint_auth_methods_supported', ['none']],
  ['response_types_supported', ['id_token token']],
])('does not log in where %s is %j [MD-05]', async (name, offered) => {
  const attempt = await signIn({ discovery: (document) => ({ ...document, [name]: offered }) })
  expectNotStarted(attempt)
})

it('takes no unsigned ID token from a server that offers it beside RS256 [MD-05, ID-05]', async () => {
  const attempt = await signIn({
    discovery: (document) => ({
      ...document,
      id_token_signing_alg_values_supported: ['none', 'HS256', 'ES256', 'RS256'],
    }),
    idToken: (jwt) => `eyJhbGciOiJub25lIn0.${jwt.split('.')[1]}.`,
  })
  expectTokensUnused(attempt)
})
