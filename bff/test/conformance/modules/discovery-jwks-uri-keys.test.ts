/** `oidcc-client-test-discovery-jwks-uri-keys`: `jwks_uri` is another one each run. */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('fetches the keys from where the metadata says [CM-12, MD-04]', async () => {
  const first = await (await openEncounter()).signIn()
  const second = await (await openEncounter()).signIn()
  expectSignedIn(first)
  expectSignedIn(second)
  const paths = [first, second].map(({ liar }) => liar.seen.jwks[0]?.url.pathname)
  expect(paths[0]).not.toBe(paths[1])
})
