/** Settings of a registration that are right, for the tests of what is read from them: each proves itself another way. */
import { createAuthority } from '../dev/certificates.ts'
import { newKey } from '../cli/new-key.ts'
import type { OidcConfig } from '../src/config/config.ts'
import type { Fault } from '../src/config/config-error.ts'
import { readProvider } from '../src/config/read-provider.ts'

export type Env = Record<string, string | undefined>

export const signing = newKey('ES256', Date.now())
export const decrypting = newKey('ECDH-ES', Date.now())
export const jwks = (...keys: object[]) => JSON.stringify({ keys })

const authority = createAuthority()
export const certificate = authority.issue({ name: 'claimcheck' })
export const otherCertificate = authority.issue({ name: 'claimcheck' })

export const bySecret: Env = {
  OIDC_ISSUER: 'https://id.example.com',
  OIDC_CLIENT_ID: 'claimcheck',
  OIDC_CLIENT_SECRET: 'a-secret-of-more-than-thirty-two-octets',
}

export const byKey: Env = {
  ...bySecret,
  OIDC_CLIENT_SECRET: undefined,
  OIDC_CLIENT_AUTH: 'private_key_jwt',
  OIDC_CLIENT_KEYS: jwks(signing),
}

export const byCertificate: Env = {
  ...bySecret,
  OIDC_CLIENT_SECRET: undefined,
  OIDC_CLIENT_AUTH: 'tls_client_auth',
  OIDC_CLIENT_CERT: certificate.cert,
  OIDC_CLIENT_CERT_KEY: certificate.key,
}

export function readOne(env: Env, provider = ''): { oidc: OidcConfig; faults: Fault[] } {
  const faults: Fault[] = []
  const readFile = () => ''
  const oidc = readProvider(provider, { env, readFile }, faults)
  return { oidc, faults }
}
