/**
 * A signed request object (RFC 9101, with what FAPI 2.0 Message Signing §5.3.1 asks of servers): verified
 * with the client's keys, and then nothing outside of it counts (RFC 9101 §6.3). Where none is sent, the
 * parameters are the request, unless one was demanded.
 */
import { type JWTPayload, jwtVerify } from 'jose'
import type { Books } from './books.ts'
import { clientKeys } from './client-keys.ts'

export async function openRequestObject(
  books: Books,
  sent: URLSearchParams,
): Promise<URLSearchParams | string> {
  const { lies, issuer } = books
  const object = sent.get('request')
  if (object === null) return lies.requireRequestObject ? 'no signed request object' : sent
  try {
    const { payload } = await jwtVerify(object, await clientKeys(lies), {
      typ: 'oauth-authz-req+jwt',
      algorithms: ['PS256', 'ES256', 'EdDSA', 'Ed25519', 'RS256'],
      issuer: lies.clientId,
      audience: issuer,
      requiredClaims: ['nbf', 'exp'],
      currentDate: new Date(lies.clock.now()),
    })
    return claimsFault(payload, sent, lies.clientId) ?? parametersOf(payload)
  } catch (error) {
    return `request object: ${(error as Error).message}`
  }
}

function claimsFault(claims: JWTPayload, sent: URLSearchParams, clientId: string) {
  const { exp = 0, nbf = 0, sub } = claims
  if (exp - nbf > 3600) return 'request object: good for more than an hour'
  if ('request' in claims || 'request_uri' in claims) return 'request object: another inside'
  // RFC 9101 §10.8: else it could pass for a client assertion.
  if (sub === clientId) return 'request object: sub is the client'
  if (claims.client_id !== sent.get('client_id')) return 'request object: another client_id'
  return undefined
}

const jwtOnly = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti'])

function parametersOf(claims: JWTPayload): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(claims)) {
    if (jwtOnly.has(name)) continue
    for (const one of [value].flat()) parameters.append(name, String(one))
  }
  return parameters
}
