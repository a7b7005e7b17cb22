import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { describe, expect, it } from 'vitest'
import { newKey } from '../../cli/new-key.ts'
import { type Env, byKey, bySecret, jwks, readOne } from '../../test/provider-env.ts'
import { createClientAuthentication } from './client-authentication.ts'
import { publicKeysOf } from './client-keys.ts'

const nowMs = Date.now()
const now = Math.floor(nowMs / 1000)
const issuer = 'https://id.example.com'
const server = { issuer, token_endpoint: 'https://elsewhere.example/token' }

/** What is put into one request. */
async function proofIn(env: Env) {
  const { oidc, faults } = readOne({ OIDC_ISSUER: issuer, ...env })
  if (faults.length > 0) throw new Error(faults[0]?.says)
  const authentication = createClientAuthentication(openid, oidc, { now: () => nowMs })
  // openid-client waits for it, whatever its type says.
  const prove = async () => authentication(server, { client_id: oidc.clientId }, body, headers)
  const body = new URLSearchParams()
  const headers = new Headers()
  await prove()
  return { oidc, body, headers, assertion: body.get('client_assertion') ?? '', prove }
}

const madeBy = (alg: string) => {
  const kind = alg.startsWith('Ed') ? 'EdDSA' : alg.startsWith('E') ? 'ES256' : 'PS256'
  return { ...newKey(kind, nowMs), alg }
}

describe('a client assertion', () => {
  it.each(['PS256', 'PS384', 'RS256', 'ES256', 'EdDSA', 'Ed25519'])(
    'is signed with %s, under the name of our key, and says what it is [SX-03, SX-04]',
    async (alg) => {
      const key = madeBy(alg)
      const { assertion, oidc } = await proofIn({ ...byKey, OIDC_CLIENT_KEYS: jwks(key) })
      expect(decodeProtectedHeader(assertion)).toEqual({
        alg,
        kid: key.kid,
        typ: 'client-authentication+jwt',
      })
      const published = createLocalJWKSet({ keys: publicKeysOf(oidc) })
      await expect(jwtVerify(assertion, published)).resolves.toBeDefined()
    },
  )

  it('is for the issuer, ours alone, new each time and soon over [SX-02, SX-04]', async () => {
    const { assertion, body, prove } = await proofIn(byKey)
    const { jti, ...claims } = decodeJwt(assertion)
    expect(claims).toEqual({
      iss: 'claimcheck',
      sub: 'claimcheck',
      aud: issuer,
      iat: now - 30,
      exp: now + 90,
    })
    await prove()
    expect(decodeJwt(body.get('client_assertion') ?? '').jti).not.toBe(jti)
  })

  it.each([
    ['0', 0],
    ['60', 60],
    ['300', 60], // a server may refuse what lives longer than five minutes
  ])('allows for clocks %s seconds apart, within reason [SX-04]', async (setting, apart) => {
    const { assertion } = await proofIn({ ...byKey, OIDC_CLOCK_TOLERANCE_SECONDS: setting })
    expect(decodeJwt(assertion)).toMatchObject({ iat: now - apart, exp: now + 60 + apart })
  })

  it('names the token endpoint, and has no type of its own, for servers of old [SX-02]', async () => {
    const { assertion } = await proofIn({ ...byKey, OIDC_CLIENT_ASSERTION: 'token-endpoint' })
    expect(decodeJwt(assertion).aud).toBe(server.token_endpoint)
    expect(decodeProtectedHeader(assertion).typ).toBe('JWT')
  })

  it('is the same by a MAC, without a key to name [SX-02, SX-03]', async () => {
    const env = { ...bySecret, OIDC_CLIENT_AUTH: 'client_secret_jwt' }
    const { assertion } = await proofIn(env)
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: 'HS256',
      typ: 'client-authentication+jwt',
    })
    const secret = new TextEncoder().encode(bySecret['OIDC_CLIENT_SECRET'])
    const { payload } = await jwtVerify(assertion, secret)
    expect(payload).toMatchObject({ aud: issuer, iat: now - 30 })
  })
})

describe('without an assertion', () => {
  it('the secret stands in the header, both halves form-encoded', async () => {
    const { body, headers } = await proofIn({ ...bySecret, OIDC_CLIENT_SECRET: 'a b:c%é' })
    const sent = Buffer.from(headers.get('authorization')?.slice('Basic '.length) ?? '', 'base64')
    expect(String(sent)).toBe('claimcheck:a+b%3Ac%25%C3%A9')
    expect(String(body)).toBe('')
  })

  it('or in the body, and then nowhere else', async () => {
    const env = { ...bySecret, OIDC_CLIENT_AUTH: 'client_secret_post' }
    const { body, headers } = await proofIn(env)
    expect([...body.keys()]).toEqual(['client_id', 'client_secret'])
    expect([...headers]).toEqual([])
  })
})
