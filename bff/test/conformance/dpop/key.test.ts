/** The key tokens are bound to: one for each session, the same from the code to the last refresh. */
import { calculateJwkThumbprint, decodeProtectedHeader, type JWK } from 'jose'
import { expect, it } from 'vitest'
import type { Seen } from '../liar/wire.ts'
import { expectSignedIn } from '../outcomes.ts'
import { callApi, pastExpiryMs } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

const env = { OIDC_DPOP: 'require' }

async function keysOf(seen: Seen[]): Promise<string[]> {
  const keys = seen.map(({ headers }) => decodeProtectedHeader(String(headers.dpop)).jwk as JWK)
  return Promise.all(keys.map((key) => calculateJwkThumbprint(key)))
}

it('serves the code, the refresh and the API of one session, and of no other [SX-15, SX-09, SX-10]', async () => {
  const encounter = await openEncounter({ bindsTokens: 'dpop' }, { env, api: {} })
  const { liar, api, bff, signIn } = encounter
  const first = await signIn()
  expectSignedIn(first)
  bff.clock.advance(pastExpiryMs)
  expect((await callApi(encounter, first.browser)).status).toBe(200)
  const own = await keysOf([...liar.seen.token, ...liar.seen.userinfo, ...api!.seen])
  expect(liar.seen.token).toHaveLength(2)
  expect(new Set(own).size).toBe(1)

  expectSignedIn(await signIn())
  const [other] = await keysOf(liar.seen.token.slice(-1))
  expect(own).not.toContain(other)
})

it.each([
  ['in the URL', 'auto', 'authorize'],
  ['pushed', 'require', 'par'],
] as const)('binds the code to it, %s [SX-16]', async (_where, par, endpoint) => {
  const { liar, signIn } = await openEncounter(
    { bindsTokens: 'dpop' },
    { env: { ...env, OIDC_PAR: par } },
  )
  expectSignedIn(await signIn())
  const [request] = liar.seen[endpoint]
  const sent = endpoint === 'par' ? request!.body : request!.url.searchParams
  expect([sent.get('dpop_jkt')]).toEqual(await keysOf(liar.seen.token))
})
