/**
 * Two ways to judge an access token: by the authorization server's keys (RFC 9068 §4), or by asking it
 * (RFC 7662). Either ends in who it is for and what it permits, or in a reason to refuse; an authorization
 * server that does not answer is no reason against the token.
 */
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose'
import { Refusal } from './refusal.ts'

export interface Access {
  /** A person's or, when a client calls on behalf of nobody, the client's own. */
  sub: string
  clientId: string
  scopes: readonly string[]
  /** How surely the person was recognised, and when: seconds since the epoch (RFC 9470 §6.2). */
  acr?: unknown
  authTime?: unknown
  /** Who acts for that person (RFC 8693 §4.1). */
  actor?: unknown
  /** What it is bound to (RFC 7800 §3.1). */
  confirmation: { jkt?: unknown; 'x5t#S256'?: unknown }
}

export type Judge = (token: string, audience: string) => Promise<Access>

export interface Introspection {
  endpoint: string
  clientId: string
  clientSecret: string
}

type Fetch = typeof globalThis.fetch

export function byKeys(jwksUri: string, issuer: string, fetch: Fetch): Judge {
  const keys = createRemoteJWKSet(new URL(jwksUri), { [customFetch]: fetch })
  return async (token, audience) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      // RFC 9068 §4: an ID token is signed with the same keys and must not pass.
      typ: 'at+jwt',
      algorithms: ['RS256', 'PS256', 'ES256'],
      requiredClaims: ['exp', 'sub'],
    }).catch(judged)
    return accessOf(payload)
  }
}

export function byIntrospection(server: Introspection, issuer: string, fetch: Fetch): Judge {
  return async (token, audience) => {
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
    return accessOf({ sub: claims.client_id, ...claims })
  }
}

function accessOf(claims: Record<string, unknown>): Access {
  const { sub, client_id, scope, acr, auth_time: authTime, act: actor, cnf } = claims
  return {
    sub: String(sub),
    clientId: String(client_id),
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
    acr,
    authTime,
    actor,
    confirmation: cnf ?? {},
  }
}

/** RFC 6750 §3.1. The description is ASCII without quotes, as its grammar wants. */
export function invalidToken(why: string): Refusal {
  return new Refusal(401, why, { error: 'invalid_token', error_description: why })
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
  throw new Refusal(503, 'The authorization server does not answer.', undefined, {
    'retry-after': '1',
  })
}
