/** The liar's encrypted ID tokens and signed userinfo. */
import { compactDecrypt, createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { open, signIn } from './plain-client.ts'

it('encrypts a signed ID token to the key of the client', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256')
  const jwk = { ...(await exportJWK(publicKey)), use: 'enc', alg: 'RSA-OAEP-256', kid: 'ours' }
  const { liar, metadata } = await open({
    clientJwks: { keys: [jwk] },
    idTokenEncryption: { alg: 'RSA-OAEP-256', enc: 'A256GCM' },
  })
  const { tokens } = await signIn(liar, metadata)
  const { plaintext, protectedHeader } = await compactDecrypt(tokens.body.id_token, privateKey)
  expect(protectedHeader).toMatchObject({ cty: 'JWT', kid: 'ours' })
  const jwks = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''))
  const { payload } = await jwtVerify(new TextDecoder().decode(plaintext), jwks)
  expect(payload.sub).toBe('ada')
})

it('signs userinfo where that was agreed', async () => {
  const { liar, metadata } = await open({ signsUserinfo: true })
  const { tokens } = await signIn(liar, metadata)
  const headers = { authorization: `Bearer ${tokens.body.access_token}` }
  const answer = await fetch(metadata.userinfo_endpoint ?? '', { headers })
  expect(answer.headers.get('content-type')).toBe('application/jwt')
  const jwks = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''))
  const checks = { issuer: liar.issuer, audience: liar.clientId }
  const { payload } = await jwtVerify(await answer.text(), jwks, checks)
  expect(payload).toMatchObject({ sub: 'ada', name: 'Ada Lovelace' })
})
