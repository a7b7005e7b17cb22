/**
 * `fapi2-security-profile-final-client-test-token-endpoint-response-without-expires_in`: the token
 * response does not say how long the token lives.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectSignedIn } from '../../outcomes.ts'

it('signs in without expires_in [CM-30, TK-08]', async () => {
  expectSignedIn(await signInFapi({ tokenResponse: without('expires_in') }))
})
