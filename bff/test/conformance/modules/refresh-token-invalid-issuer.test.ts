/** `oidcc-client-test-refresh-token-invalid-issuer`: the refreshed ID token has another issuer. */
import { expect, it } from 'vitest'
import { callApi, pastExpiryMs, whenRefreshed } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

it('does not use tokens that came with an ID token of another issuer [CM-18, TS-11]', async () => {
  const encounter = await openEncounter(
    whenRefreshed((claims) => ({ ...claims, iss: 'https://evil.example' })),
  )
  const { browser } = await encounter.signIn()
  const { userinfo } = encounter.liar.seen
  const before = userinfo.length
  encounter.bff.clock.advance(pastExpiryMs)

  expect((await callApi(encounter, browser)).ok).toBe(false)
  expect(userinfo).toHaveLength(before)
})
