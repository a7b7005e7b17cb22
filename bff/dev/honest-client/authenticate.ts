/** Client authentication as the settings say: by a secret, by an assertion, or by TLS, which needs only a name. */
import { randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface Authentication {
  headers?: Record<string, string>
  fields?: Record<string, string>
}

export async function authenticate(
  setting: (name: string) => string | undefined,
  issuer: string,
): Promise<Authentication> {
  const id = setting('CLIENT_ID') ?? ''
  const secret = setting('CLIENT_SECRET') ?? ''
  switch (setting('CLIENT_AUTH') ?? 'client_secret_basic') {
    case 'client_secret_basic':
      return { headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` } }
    case 'client_secret_post':
      return { fields: { client_id: id, client_secret: secret } }
    case 'private_key_jwt':
      return { fields: await assertion(setting('CLIENT_KEYS') ?? '', id, issuer) }
    default:
      return { fields: { client_id: id } }
  }
}

/** RFC 10070: for the issuer alone, as a string. */
async function assertion(jwks: string, id: string, issuer: string) {
  const { keys } = JSON.parse(jwks) as { keys: JWK[] }
  const key = keys.find(({ use }) => use === 'sig') ?? {}
  const jwt = await new SignJWT({ iss: id, sub: id, aud: issuer, jti: randomUUID() })
    .setProtectedHeader({ alg: key.alg!, kid: key.kid!, typ: 'client-authentication+jwt' })
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(await importJWK(key))
  return { client_assertion: jwt, client_assertion_type: assertionType }
}
