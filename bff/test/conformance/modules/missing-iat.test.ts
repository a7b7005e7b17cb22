/** `oidcc-client-test-missing-iat`: the ID token does not say when it was made. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token without iat [CM-05, ID-08, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: without('iat') }))
})
