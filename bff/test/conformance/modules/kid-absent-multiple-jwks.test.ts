/**
 * `oidcc-client-test-kid-absent-multiple-jwks`: no `kid` in the header, and two keys that fit. The suite
 * lets a client try them all or stop; we stop rather than guess.
 */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { createSigningKey } from '../liar/keys.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('does not guess between two keys when the ID token names none [CM-06, ID-07]', async () => {
  const other = await createSigningKey('RS256')
  expectTokensUnused(
    await signIn({
      idTokenHeader: without('kid'),
      jwks: ({ keys }) => ({ keys: [...keys, other.publicJwk] }),
    }),
  )
})
