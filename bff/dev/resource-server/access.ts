/**
 * Two ways to judge an access token: by the authorization server's keys (RFC 9068 §4), or by asking it
 * (RFC 7662). Either ends in who it is for and what it permits, or in a reason to refuse; an authorization
 * server that does not answer is no reason against the token.
 */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { Refusal } from './refusal.ts'

export interface Access {
  sub: string
  scopes: readonly string[]
}

export type Judge = (token: string) => Promise<Access>

export interface Expected {
  issuer: string
  audience: string
}

export interface Introspection {
  endpoint: string
  clientId: string
  clientSecret: string
}

export function byKeys(jwksUri: string, expected: Expected): Judge {
  const keys = createRemoteJWKSet(new URL(jwksUri))
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      ...expected,
      // RFC 9068 §4: an ID token is signed with the same keys and must not pass.
      typ: 'at+jwt',
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['exp', 'sub'],
    }).catch(judged)
    return accessOf(payload)
  }
}

export function byIntrospection(server: Introspection, { issuer, audience }: Expected): Judge {
  return async (token) => {
    const answer = await fetch(server.endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        token,
        client_id: server.clientId,
        client_secret: server.clientSecret,
      }),
    }).catch(unreachable)
    if (!answer.ok) return unreachable()
    const claims = (await answer.json()) as Record<string, unknown>
    if (claims.active !== true || claims.iss !== issuer || claims.aud !== audience) {
      throw invalidToken('The access token is not active.')
    }
    return accessOf(claims)
  }
}

function accessOf({ sub, scope }: Record<string, unknown>): Access {
  return { sub: String(sub), scopes: typeof scope === 'string' ? scope.split(' ') : [] }
}

/** RFC 6750 §3.1. The description is ASCII without quotes, as its grammar wants. */
export function invalidToken(why: string): Refusal {
  return new Refusal(401, why, {
    'www-authenticate': `Bearer realm="notes", error="invalid_token", error_description="${why}"`,
  })
}

function judged(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw invalidToken('The access token has expired.')
  if (error instanceof errors.JWTClaimValidationFailed) {
    throw invalidToken(`The access token is not for us: ${error.claim}.`)
  }
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
    throw invalidToken('The access token is not genuine.')
  }
  return unreachable()
}

function unreachable(): never {
  throw new Refusal(503, 'The authorization server does not answer.', { 'retry-after': '1' })
}
