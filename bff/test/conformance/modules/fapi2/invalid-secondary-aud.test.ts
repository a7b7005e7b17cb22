/**
 * `fapi2-security-profile-final-client-test-invalid-secondary-aud`: the ID token is for the client
 * and for a stranger.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token that is for a stranger too [CM-29, ID-02, TK-10]', async () => {
  expectTokensUnused(
    await signInFapi({
      idTokenClaims: ({ aud, ...claims }) => ({
        ...claims,
        aud: [String(aud), 'a-stranger'],
        azp: String(aud),
      }),
    }),
  )
})
