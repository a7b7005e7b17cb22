import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createProofJudge, ProofFault } from './dpop-proof.ts'

const check = { method: 'GET', url: 'https://api.example.com/notes', token: 'token' }
const ath = createHash('sha256').update('token').digest('base64url')

let keys: Awaited<ReturnType<typeof generateKeyPair>>
let jwk: JWK
beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true })
  jwk = await exportJWK(keys.publicKey)
})

function proof(claims: Record<string, unknown>, header: Record<string, unknown> = {}) {
  const { method: htm, url: htu } = check
  return new SignJWT({ htm, htu, ath, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .setIssuedAt()
    .sign(keys.privateKey)
}

describe('createProofJudge', () => {
  it('names the key of a proof that holds', async () => {
    const { judge, nonce } = createProofJudge()
    const thumbprint = await judge(await proof({ nonce: nonce() }), check)
    expect(thumbprint).toBe(await calculateJwkThumbprint(jwk))
  })

  it.each([
    ['for another method', { htm: 'POST' }, {}],
    ['for another address', { htu: 'https://api.example.com/other' }, {}],
    ['that goes with another token', { ath: 'x' }, {}],
    ['that goes with no token', { ath: undefined }, {}],
    ['without an id of its own', { jti: undefined }, {}],
    ['of another type', {}, { typ: 'JWT' }],
  ])('refuses one %s', async (_what, claims, header) => {
    const { judge, nonce } = createProofJudge()
    const given = await proof({ nonce: nonce(), ...claims }, header)
    await expect(judge(given, check)).rejects.toThrow(ProofFault)
  })

  it('refuses one that shows its private key', async () => {
    const { judge, nonce } = createProofJudge()
    const shown = { jwk: await exportJWK(keys.privateKey) }
    await expect(judge(await proof({ nonce: nonce() }, shown), check)).rejects.toThrow(ProofFault)
  })

  it('refuses one that is signed with another key than it shows', async () => {
    const { judge, nonce } = createProofJudge()
    const other = { jwk: await exportJWK((await generateKeyPair('ES256')).publicKey) }
    await expect(judge(await proof({ nonce: nonce() }, other), check)).rejects.toThrow(ProofFault)
  })

  it('refuses the same one a second time', async () => {
    const { judge, nonce } = createProofJudge()
    const given = await proof({ nonce: nonce() })
    await judge(given, check)
    await expect(judge(given, check)).rejects.toThrow('used before')
  })

  it('asks for a nonce of its own where there is none, or somebody else’s', async () => {
    const { judge } = createProofJudge()
    const foreign = createProofJudge().nonce()
    for (const nonce of [undefined, foreign]) {
      await expect(judge(await proof({ nonce }), check)).rejects.toMatchObject({
        isNonceMissing: true,
      })
    }
  })
})
