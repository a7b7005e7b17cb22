/**
 * A fresh signing key for the one algorithm in use. It is never written anywhere. An RSA key takes its time
 * to be found, so the worlds of one process share one; all others are new for each.
 */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Traits } from './registration.ts'

const generate = promisify(generateKeyPair)

let rsa: ReturnType<typeof generateRsa> | undefined

export async function signingKeys(alg: Traits['idTokenAlg']) {
  const { privateKey } = await (alg === 'ES256'
    ? generate('ec', { namedCurve: 'P-256' })
    : (rsa ??= generateRsa()))
  return [{ ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: alg }]
}

function generateRsa() {
  return generate('rsa', { modulusLength: 2048 })
}
