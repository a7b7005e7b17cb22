/**
 * `oidcc-client-test-idtoken-sig-none`: the ID token is not signed. The suite lets a code-flow client
 * accept it; we never do.
 */
import { it } from 'vitest'
import { unsigned } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an unsigned ID token [CM-08, ID-05, TK-10]', async () => {
  expectTokensUnused(await signIn({ idToken: (jwt) => unsigned(jwt, 'none') }))
})
