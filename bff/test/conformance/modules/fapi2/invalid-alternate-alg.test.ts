/**
 * `fapi2-security-profile-final-client-test-invalid-alternate-alg`: the ID token is signed with
 * RS256. The key is published, the metadata allows it, the signature is good – but the algorithm is
 * none of FAPI's.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { announcing } from '../../liar/forgeries.ts'
import { createSigningKey } from '../../liar/keys.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token that is signed with RS256 [CM-29, ID-05, SX-06, TK-10]', async () => {
  const key = await createSigningKey('RS256')
  expectTokensUnused(
    await signInFapi({
      discovery: announcing('PS256', 'RS256'),
      signWith: () => key,
      jwks: ({ keys }) => ({ keys: [...keys, key.publicJwk] }),
    }),
  )
})
