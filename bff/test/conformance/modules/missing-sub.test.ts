/** `oidcc-client-test-missing-sub`: the ID token does not say who signed in. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token without sub [CM-03, ID-09, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: without('sub') }))
})
