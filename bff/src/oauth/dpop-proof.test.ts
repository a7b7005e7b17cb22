/** The proofs that go along with calls to APIs, read by jose as an API reads them. */
import { hash, randomBytes } from 'node:crypto'
import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import type { Call } from './credential.ts'
import { type ProofAlgorithm, createProofKey } from './dpop-key.ts'
import { createCredentials } from './dpop-proof.ts'

const nowMs = 1_800_000_000_500
const url = 'https://api.example/v1/notes/7'

async function open(alg: ProofAlgorithm = 'ES256') {
  const bound = createCredentials({ clock: { now: () => nowMs }, random: randomBytes })
  const key = await createProofKey(alg)
  const proofFor = async (call: Partial<Call> = {}, token = 'token-1') => {
    const [, authorization = '', , proof = ''] = await bound(token, key).fieldsFor({
      method: 'GET',
      url,
      ...call,
    })
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      currentDate: new Date(nowMs),
    })
    return { authorization, claims: payload, header: protectedHeader }
  }
  return { bound, key, proofFor }
}

describe('a call with a bound token', () => {
  it('has the token under its own scheme, and a proof beside it [SX-10]', async () => {
    const { bound, key } = await open()
    const fields = await bound('token-1', key).fieldsFor({ method: 'GET', url })
    expect(fields).toEqual(['authorization', 'DPoP token-1', 'dpop', expect.any(String)])
  })

  it.each<ProofAlgorithm>(['ES256', 'Ed25519', 'PS256'])(
    'is proven with a signature by %s, and the public key beside it [SX-09]',
    async (alg) => {
      const { proofFor } = await open(alg)
      const { header } = await proofFor()
      expect(header).toMatchObject({ typ: 'dpop+jwt', alg })
      expect(Object.keys(header).toSorted()).toEqual(['alg', 'jwk', 'typ'])
      expect(header.jwk).not.toHaveProperty('d')
    },
  )

  it('is proven for this method, this token and this moment [SX-09, SX-10]', async () => {
    const { proofFor } = await open()
    const { claims } = await proofFor({ method: 'DELETE' })
    expect(claims).toEqual({
      jti: expect.stringMatching(/^[\w-]{22}$/),
      htm: 'DELETE',
      htu: url,
      iat: 1_800_000_000,
      ath: hash('sha256', 'token-1', 'base64url'),
    })
  })

  it.each([
    [`${url}?page=2&q=a%20b`, url],
    [`${url}?next=/x?y`, url],
    ['https://api.example/v1/a%2Fb/%C3%A9/..;/x', 'https://api.example/v1/a%2Fb/%C3%A9/..;/x'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ])('to %s is proven for %s [SX-10]', async (asked, htu) => {
    const { proofFor } = await open()
    expect((await proofFor({ url: asked })).claims.htu).toBe(htu)
  })

  it('never has a proof twice, with the same key throughout [SX-09, SX-15]', async () => {
    const { proofFor } = await open()
    const proofs = await Promise.all(Array.from({ length: 20 }, () => proofFor()))
    expect(new Set(proofs.map(({ claims }) => claims.jti)).size).toBe(20)
    const thumbprints = proofs.map(({ header }) => calculateJwkThumbprint(header.jwk!))
    expect(new Set(await Promise.all(thumbprints)).size).toBe(1)
  })

  it('has the nonce that this API said last, whoever asked it [SX-13]', async () => {
    const { bound, key, proofFor } = await open()
    const call = { method: 'GET', url }
    const other = bound('of another person', await createProofKey('ES256'))
    other.hear?.(call, { 'dpop-nonce': 'n-1' })
    expect((await proofFor()).claims.nonce).toBe('n-1')
    bound('token-1', key).hear?.(call, { 'dpop-nonce': 'n-2' })
    bound('token-1', key).hear?.(call, {})
    expect((await proofFor()).claims.nonce).toBe('n-2')
    expect((await proofFor({ url: 'https://other.example/' })).claims).not.toHaveProperty('nonce')
  })
})
