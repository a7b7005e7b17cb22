/** A fresh signing key for the one algorithm in use. It is never written anywhere. */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Traits } from './registration.ts'

const generate = promisify(generateKeyPair)

export async function signingKeys(alg: Traits['idTokenAlg']) {
  const { privateKey } = await (alg === 'ES256'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: 2048 }))
  return [{ ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: alg }]
}
