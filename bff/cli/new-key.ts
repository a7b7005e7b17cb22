/** Makes a private key for one algorithm, as a JWK with a name that tells when it was made. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'

export const signingAlgorithms = ['PS256', 'ES256', 'EdDSA']
export const encryptionAlgorithms = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']

export interface PrivateJwk {
  kid: string
  alg: string
  use: 'sig' | 'enc'
  [member: string]: unknown
}

export function newKey(alg: string, nowMs: number): PrivateJwk {
  const day = new Date(nowMs).toISOString().slice(0, 10)
  return {
    ...pairFor(alg).privateKey.export({ format: 'jwk' }),
    kid: `${day}-${randomBytes(4).toString('hex')}`,
    alg,
    use: encryptionAlgorithms.includes(alg) ? 'enc' : 'sig',
  }
}

/** FAPI 2.0 §5.4.1 asks for 2048 bits at least; these are to be good for some years. */
function pairFor(alg: string) {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519')
  if (alg.startsWith('E')) return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return generateKeyPairSync('rsa', { modulusLength: 3072 })
}
