/** `oidcc-client-test-missing-aud`: the ID token was made for nobody. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token without aud [CM-16, ID-02, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: without('aud') }))
})
