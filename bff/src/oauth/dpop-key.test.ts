import { describe, expect, it } from 'vitest'
import { type ProofAlgorithm, createProofKey, createProofKeys, proofAlgorithm } from './dpop-key.ts'

describe('proofAlgorithm', () => {
  it.each<[offered: unknown, picked: string | undefined]>([
    [undefined, 'ES256'],
    [['RS256', 'PS256', 'ES256'], 'ES256'],
    [['PS256', 'Ed25519'], 'Ed25519'],
    [['PS256'], 'PS256'],
    [['HS256', 'none', 'RS256'], undefined],
    [[], undefined],
    ['ES256', undefined],
    [null, undefined],
  ])('picks the one we like best of %j: %s [SX-14]', (offered, picked) => {
    expect(proofAlgorithm(offered)).toBe(picked)
  })
})

describe('a proof key', () => {
  it.each<[ProofAlgorithm, string[]]>([
    ['ES256', ['crv', 'kty', 'x', 'y']],
    ['Ed25519', ['crv', 'kty', 'x']],
    ['PS256', ['e', 'kty', 'n']],
  ])('of %s shows its public members and nothing else [SX-09]', async (alg, members) => {
    const { publicJwk } = createProofKeys()(await createProofKey(alg))
    expect(Object.keys(publicJwk).toSorted()).toEqual(members)
  })

  it('cannot be taken out again once it is in use [SX-15]', async () => {
    const { privateKey } = createProofKeys()(await createProofKey('ES256'))
    expect(privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow(/not extractable/)
  })

  it('is another one each time', async () => {
    const [one, two] = await Promise.all([createProofKey('ES256'), createProofKey('ES256')])
    expect(one.d).not.toBe(two.d)
  })

  it('survives being kept as text', async () => {
    const key = await createProofKey('ES256')
    const kept = JSON.parse(JSON.stringify(key)) as typeof key
    expect(kept).toEqual(key)
    expect(createProofKeys()(kept).publicJwk).toEqual(createProofKeys()(key).publicJwk)
  })

  it('is imported once for as long as its token set is there', async () => {
    const usable = createProofKeys()
    const key = await createProofKey('ES256')
    expect(usable(key)).toBe(usable(key))
    expect(usable({ ...key })).not.toBe(usable(key))
  })
})
