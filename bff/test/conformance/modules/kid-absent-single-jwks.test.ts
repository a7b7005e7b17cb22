/** `oidcc-client-test-kid-absent-single-jwks`: no `kid` in the header, and one key that fits. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('takes the only key that fits when the ID token names none [CM-06, ID-07]', async () => {
  expectSignedIn(await signIn({ idTokenHeader: without('kid') }))
})
