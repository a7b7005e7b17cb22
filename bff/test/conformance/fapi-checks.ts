/**
 * What the suite's server looks at in every FAPI 2.0 run, whatever else the module is about: the pushed
 * request, the client's assertions, its proofs, and that no token ever stood in a URL.
 */
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import { expect } from 'vitest'
import type { FapiEncounter } from './fapi.ts'
import type { Seen } from './liar/wire.ts'

/** AR-19, AR-20: everything inside, nothing but the reference in the browser's URL. */
export function expectRequest({ liar }: FapiEncounter): void {
  const [shown] = liar.seen.authorize
  expect([...(shown?.url.searchParams.keys() ?? [])].toSorted()).toEqual([
    'client_id',
    'request_uri',
  ])
  const pushed = liar.seen.par.at(-1)?.body
  expect(pushed?.get('response_type')).toBe('code')
  expect(pushed?.get('code_challenge_method')).toBe('S256')
  expect(pushed?.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  expect(pushed?.get('state')).toMatch(/^[\w-]{22,64}$/)
  expect(pushed?.get('nonce')).toMatch(/^[\w-]{22,64}$/)
  expect(pushed?.has('request_uri')).toBe(false)
}

/** SX-02, SX-03, SX-04: for the issuer alone, each once, by a key and by nothing besides. */
export function expectAssertions({ liar }: FapiEncounter): void {
  const asked = [...liar.seen.par, ...liar.seen.token]
  const assertions = asked.map(({ body }) => body.get('client_assertion') ?? '')
  for (const assertion of assertions) {
    const { iss, sub, aud, iat = 0, exp = 0 } = decodeJwt(assertion)
    expect([iss, sub, aud]).toEqual([liar.clientId, liar.clientId, liar.issuer])
    expect(exp - iat).toBeLessThanOrEqual(300)
    expect(decodeProtectedHeader(assertion)).toMatchObject({
      alg: expect.stringMatching(/^(PS256|ES256|EdDSA|Ed25519)$/),
      kid: expect.any(String),
    })
  }
  expect(new Set(assertions.map((assertion) => decodeJwt(assertion).jti)).size).toBe(asked.length)
  expect(
    asked.some(({ body, headers }) => body.has('client_secret') || headers.authorization),
  ).toBe(false)
}

/** SX-09, SX-10: all by one key, no two alike, each for the very call it came with. */
export async function expectProofs({ liar, api }: FapiEncounter): Promise<void> {
  const asked = [...liar.seen.token, ...liar.seen.userinfo, ...api.seen]
  const proofs = asked.map(({ headers }) => String(headers.dpop))
  const headers = proofs.map((proof) => decodeProtectedHeader(proof))
  expect(new Set(proofs.map((proof) => decodeJwt(proof).jti)).size).toBe(asked.length)
  const keys = await Promise.all(headers.map(({ jwk }) => calculateJwkThumbprint(jwk as JWK)))
  expect(new Set(keys).size).toBe(1)
  expect(headers.every(({ typ, jwk }) => typ === 'dpop+jwt' && !('d' in (jwk ?? {})))).toBe(true)
  expect(proofs.map((proof) => decodeJwt(proof)['htu'])).toEqual(asked.map(withoutQuery))
  expect(asked.filter(({ url }) => url.search.includes('liar-marked'))).toEqual([])
}

function withoutQuery({ url }: Seen): string {
  return url.origin + url.pathname
}
