/**
 * `oidcc-client-test-signing-key-rotation-just-before-signing`: the key in the ID token is younger than
 * the JWKS the client holds.
 */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('fetches the keys again for a key made just before signing [CM-14, ID-07, MD-07]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  bff.clock.advance(15_000)
  liar.lie({ signWith: (keys) => keys.rotate() })
  expectSignedIn(await signIn())
  expect(liar.seen.jwks).toHaveLength(2)
})
