/** Fresh signing keys: RSA, which every client takes, and P-256. They are never written anywhere. */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

export async function signingKeys() {
  const [rsa, ec] = await Promise.all([
    generate('rsa', { modulusLength: 2048 }),
    generate('ec', { namedCurve: 'P-256' }),
  ])
  return [
    { ...rsa.privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'rsa' },
    { ...ec.privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'ec' },
  ]
}
