/**
 * `oidcc-client-test-discovery-openid-config`: the server is right, and its endpoints have new
 * names each run.
 */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('reads the endpoints from the metadata of the issuer [CM-12, MD-02, MD-04]', async () => {
  const attempt = await signIn()
  expectSignedIn(attempt)
  const { discovery, other } = attempt.liar.seen
  expect(discovery.map(({ method, url }) => `${method} ${url.href}`)).toEqual([
    `GET ${attempt.liar.issuer}/.well-known/openid-configuration`,
  ])
  // The liar's endpoints have new names each run: a guess would have ended here.
  expect(other).toHaveLength(0)
})
