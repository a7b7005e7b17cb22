/**
 * Nonces (RFC 9449 §8, §9): each server has its own, a new one counts from any answer on, and whoever demands
 * yet another each time is asked twice and no oftener.
 */
import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import type { Seen } from '../liar/wire.ts'
import { expectSignedIn } from '../outcomes.ts'
import { callApi, pastExpiryMs } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

const env = { OIDC_DPOP: 'require' }

function noncesIn(seen: Seen[]): unknown[] {
  return seen.map(({ headers }) => decodeJwt(String(headers.dpop))['nonce'])
}

it('never shows one server the nonce of another [SX-13]', async () => {
  const encounter = await openEncounter(
    { bindsTokens: 'dpop', nonces: 'changes' },
    { env, api: { nonces: 'changes' } },
  )
  const { liar, api, bff, signIn } = encounter
  const attempt = await signIn()
  expectSignedIn(attempt)
  for (let call = 0; call < 3; call += 1) {
    expect((await callApi(encounter, attempt.browser)).status).toBe(200)
    bff.clock.advance(pastExpiryMs)
  }
  const theirs = noncesIn([...liar.seen.token, ...liar.seen.userinfo]).filter(Boolean)
  const its = noncesIn(api!.seen).filter(Boolean)
  expect(its.length).toBeGreaterThan(1)
  expect(its.filter((nonce) => theirs.includes(nonce))).toEqual([])
})

it('redeems the code that a missing nonce held up, with a new proof [SX-11]', async () => {
  const { liar, signIn } = await openEncounter({ bindsTokens: 'dpop', nonces: 'stays' }, { env })
  expectSignedIn(await signIn())
  const [first, second, ...more] = liar.seen.token
  expect(more).toEqual([])
  expect(first?.body.get('code')).toBe(second?.body.get('code'))
  const [before, after] = [first, second].map((one) => decodeJwt(String(one?.headers.dpop)))
  expect(before?.jti).not.toBe(after?.jti)
  expect([before?.['nonce'], typeof after?.['nonce']]).toEqual([undefined, 'string'])
})

it('gives up on a token endpoint that is content with no nonce [SX-11]', async () => {
  const { liar, signIn } = await openEncounter({ bindsTokens: 'dpop', nonces: 'stays' }, { env })
  const headers = { 'content-type': 'application/json', 'dpop-nonce': 'never-the-right-one' }
  const refusal = { status: 400, headers, body: '{"error":"use_dpop_nonce"}' }
  liar.lie({ wire: { token: () => refusal } })
  expect((await signIn()).session.status).toBe('signed-out')
  expect(liar.seen.token).toHaveLength(2)
})

it('gives up on an API that is content with no nonce, and spends no refresh on it [SX-12]', async () => {
  const encounter = await openEncounter({ bindsTokens: 'dpop' }, { env, api: {} })
  const { liar, api, signIn } = encounter
  const { browser } = await signIn()
  const headers = {
    'www-authenticate': 'DPoP error="use_dpop_nonce"',
    'dpop-nonce': 'never-the-right-one',
  }
  api!.lie({ wire: () => ({ status: 401, headers, body: '' }) })
  expect((await callApi(encounter, browser)).status).toBe(401)
  expect(api!.seen).toHaveLength(2)
  expect(liar.seen.token).toHaveLength(1)
})

it('sends the body once more, whole, with the proof that the API asked for [SX-12]', async () => {
  const encounter = await openEncounter(
    { bindsTokens: 'dpop' },
    { env, api: { nonces: 'stays', dpopScheme: 'dPoP' } },
  )
  const { api, bff, signIn } = encounter
  const { browser } = await signIn()
  const body = 'text=' + 'x'.repeat(5_000)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = `${bff.origin}/api/notes?age=new%20ones`
  const answer = await browser.fetch(url, { method: 'POST', headers, body })
  expect(await answer.json()).toEqual({
    heard: { method: 'POST', path: '/notes?age=new%20ones', body },
  })
  expect(api!.statuses).toEqual([401, 200])
  expect(decodeJwt(String(api!.seen[1]?.headers.dpop))['htu']).toBe(api!.url)
})
