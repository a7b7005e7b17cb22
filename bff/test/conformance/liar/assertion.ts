/**
 * A client assertion (RFC 7523 §3, OIDC Core §9): is this our client, and is it for us alone? By RFC 10070
 * the audience is the issuer, as one string, and the type says what the JWT is; the older rules, with the
 * token endpoint for audience, are there for clients of older servers. Each is good once.
 */
import { decodeProtectedHeader, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { Books } from './books.ts'
import { clientKeys } from './client-keys.ts'

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const asymmetric = ['PS256', 'ES256', 'EdDSA', 'Ed25519', 'RS256']

export function isMac(assertion: string): boolean {
  return decodeProtectedHeader(assertion).alg?.startsWith('HS') ?? false
}

export async function assertionFault(books: Books, assertion: string): Promise<string | undefined> {
  const { lies, endpoints, issuer } = books
  const isOld = lies.assertionAudience === 'token-endpoint'
  const audience = isOld ? endpoints.token : issuer
  try {
    const [key, algorithms] = isMac(assertion)
      ? ([async () => new TextEncoder().encode(lies.clientSecret), ['HS256']] as const)
      : ([await clientKeys(lies), asymmetric] as const)
    const { payload, protectedHeader } = await jwtVerify(assertion, key as JWTVerifyGetKey, {
      algorithms: [...algorithms],
      issuer: lies.clientId,
      subject: lies.clientId,
      audience,
      requiredClaims: ['jti', 'exp', 'iat'],
      currentDate: new Date(lies.clock.now()),
      ...(!isOld && { typ: 'client-authentication+jwt' }),
    })
    if (!isMac(assertion) && protectedHeader.kid === undefined) return 'an assertion without kid'
    return claimsFault(books, payload)
  } catch (error) {
    return `client assertion: ${(error as Error).message}`
  }
}

function claimsFault({ jtis }: Books, { aud, exp = 0, iat = 0, jti = '' }: JWTPayload) {
  // RFC 10070: one string, not a list of one.
  if (typeof aud !== 'string') return 'client assertion: aud is a list'
  if (exp - iat > 300) return 'client assertion: good for more than five minutes'
  if (jtis.has(jti)) return 'client assertion: this jti came before'
  jtis.add(jti)
  return undefined
}
