/** The liar and DPoP: tokens bound to a key, and worth nothing without it. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { openApi } from './api.ts'
import type { Lies } from './lies.ts'
import {
  authorizationRequest,
  authorize,
  open,
  post,
  redirectUri,
  verifier,
} from './plain-client.ts'
import { createPlainKey, type Deviation, type PlainKey, proof, secondsNow } from './plain-signer.ts'

async function opened(lie: Partial<Lies> = {}) {
  const { liar, metadata } = await open({ bindsTokens: 'dpop', ...lie })
  const key = await createPlainKey()
  const url = liar.endpoints.token

  async function redeem(headers: object, more: Record<string, string> = {}) {
    const query = authorizationRequest(liar)
    for (const [name, value] of Object.entries(more)) query.set(name, value)
    const { response } = await authorize(metadata, query)
    const code = response.get('code') ?? ''
    const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri }
    return post(liar, url, { ...grant, code, code_verifier: verifier }, headers)
  }
  return { liar, metadata, key, url, redeem }
}

async function tokenOf({ key, url, redeem }: Awaited<ReturnType<typeof opened>>): Promise<string> {
  return (await redeem(await proof(key, { method: 'POST', url }))).body.access_token
}

/** One call with a right proof, or nearly. */
async function call(
  url: string,
  key: PlainKey,
  { accessToken, nonce }: { accessToken: string; nonce?: string | null },
  deviation?: Deviation,
) {
  const shown = await proof(
    key,
    { method: 'GET', url, accessToken, nonce: nonce ?? null },
    deviation,
  )
  return fetch(url, { headers: { authorization: `DPoP ${accessToken}`, ...shown } })
}

it('binds the token, and says so', async () => {
  const { key, url, redeem } = await opened()
  const { status, body } = await redeem(await proof(key, { method: 'POST', url }))
  expect([status, body.token_type]).toEqual([200, 'DPoP'])
})

it.each<[string, Deviation]>([
  ['of another type', { header: { typ: 'JWT' } }],
  ['for another method', { claims: { htm: 'GET' } }],
  ['for another URL', { claims: { htu: 'https://other.example/token' } }],
  ['from last week', { claims: { iat: secondsNow() - 604_800 } }],
  ['without jti', { claims: { jti: undefined } }],
  ['with the private key in it', { header: { jwk: { kty: 'EC', crv: 'P-256', d: 'AA' } } }],
])('refuses a proof %s', async (_what, deviation) => {
  const { key, url, redeem } = await opened()
  const { status, body } = await redeem(await proof(key, { method: 'POST', url }, deviation))
  expect([status, body.error]).toEqual([400, 'invalid_dpop_proof'])
})

it('refuses a request without a proof, and one with a proof it saw before', async () => {
  const { key, url, redeem } = await opened()
  expect((await redeem({})).body.error).toBe('invalid_dpop_proof')
  const shown = await proof(key, { method: 'POST', url })
  expect((await redeem(shown)).status).toBe(200)
  expect((await redeem(shown)).body.error).toBe('invalid_dpop_proof')
})

it('redeems a code that was bound to a key with that key only (RFC 9449 §10)', async () => {
  const { key, url, redeem } = await opened()
  const shown = await proof(key, { method: 'POST', url })
  expect((await redeem(shown, { dpop_jkt: 'of another key' })).body.error).toBe('invalid_grant')
})

it('asks for a nonce before it takes anything', async () => {
  const { key, url, redeem } = await opened({ nonces: 'stays' })
  const refused = await redeem(await proof(key, { method: 'POST', url }))
  expect([refused.status, refused.body.error]).toEqual([400, 'use_dpop_nonce'])
  const nonce = refused.headers.get('dpop-nonce')
  expect((await redeem(await proof(key, { method: 'POST', url, nonce }))).status).toBe(200)
})

it('lets nobody at its API without the proof that belongs to the token', async () => {
  const scene = await opened()
  const accessToken = await tokenOf(scene)
  const { url } = await openApi(scene.liar)
  const other = await createPlainKey()
  const bearer = { authorization: `Bearer ${accessToken}` }
  const hash = createHash('sha256').update('another token').digest('base64url')

  expect((await call(url, scene.key, { accessToken })).status).toBe(200)
  expect((await call(url, other, { accessToken })).status).toBe(401)
  expect((await call(url, scene.key, { accessToken }, { claims: { ath: hash } })).status).toBe(401)
  expect((await fetch(url, { headers: bearer })).status).toBe(401)
})

it('has nonces of its own at its API, new ones each time if that is the lie', async () => {
  const scene = await opened()
  const accessToken = await tokenOf(scene)
  const { url } = await openApi(scene.liar, { nonces: 'changes', dpopScheme: 'dPoP' })
  const refused = await call(url, scene.key, { accessToken })
  expect(refused.headers.get('www-authenticate')).toMatch(/^dPoP error="use_dpop_nonce"/)

  const first = refused.headers.get('dpop-nonce')
  const answer = await call(url, scene.key, { accessToken, nonce: first })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('dpop-nonce')).not.toBe(first)
  expect((await call(url, scene.key, { accessToken, nonce: first })).status).toBe(401)
})
