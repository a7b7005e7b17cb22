/**
 * `fapi2-security-profile-final-client-test-valid-aud-as-array`: the audience of the ID token is a
 * list with the client alone.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectSignedIn } from '../../outcomes.ts'

it('accepts an audience that is a list of one [CM-30, ID-02]', async () => {
  expectSignedIn(
    await signInFapi({
      idTokenClaims: ({ aud, ...claims }) => ({ ...claims, aud: [String(aud)] }),
    }),
  )
})
