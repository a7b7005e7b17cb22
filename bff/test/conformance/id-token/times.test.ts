/**
 * `exp` ahead, `iat` present and plausible, `nbf` honoured, all within the configured tolerance
 * (OpenID Connect Core §3.1.3.7-9, -10). The tolerance is 10 s here, and a case stands on each side.
 */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_CLOCK_TOLERANCE_SECONDS: '10' }

it.each([
  ['expired within the tolerance', 'exp', -5],
  ['from a clock a little ahead', 'iat', 5],
  ['valid from a moment ahead', 'nbf', 5],
])('accepts an ID token %s [ID-08]', async (_what, claim, seconds) => {
  expectSignedIn(await signIn({ idTokenClaims: moved(claim, seconds) }, { env }))
})

it.each([
  ['expired', 'exp', -15],
  ['from the future', 'iat', 60],
  ['not valid yet', 'nbf', 60],
])('refuses an ID token %s [ID-08, TK-10]', async (_what, claim, seconds) => {
  expectTokensUnused(await signIn({ idTokenClaims: moved(claim, seconds) }, { env }))
})

it.each(['exp', 'iat'])('refuses an ID token without %s [ID-08, TK-10]', async (claim) => {
  expectTokensUnused(await signIn({ idTokenClaims: without(claim) }))
})

it.each([
  ['exp', 'tomorrow'],
  ['exp', null],
  ['iat', 'now'],
  ['nbf', 'now'],
])('refuses an ID token whose %s is %o [ID-08, TK-10]', async (claim, value) => {
  expectTokensUnused(await signIn({ idTokenClaims: (claims) => ({ ...claims, [claim]: value }) }))
})

function moved(claim: string, seconds: number) {
  return (claims: { iat?: number }) => ({ ...claims, [claim]: (claims.iat ?? 0) + seconds })
}
