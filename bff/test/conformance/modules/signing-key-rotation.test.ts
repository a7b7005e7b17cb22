/** `oidcc-client-test-signing-key-rotation`: the keys change between two logins. */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('fetches the keys again after a rotation [CM-14, ID-07, MD-07]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  await liar.rotateKeys()
  bff.clock.advance(15_000)
  expectSignedIn(await signIn())
  expect(liar.seen.jwks).toHaveLength(2)
})
