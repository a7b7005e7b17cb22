import { type webcrypto, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newKey } from '../../cli/new-key.ts'
import { clientKeysFault, parseClientKeys } from './client-keys.ts'

const made = new Map<string, ReturnType<typeof newKey>>()

/** One of each kind is enough, and RSA takes its time. */
function keyFor(alg: string) {
  const key = made.get(alg) ?? newKey(alg, Date.now())
  made.set(alg, key)
  return key
}

const written = (...keys: unknown[]) => JSON.stringify({ keys })
const es256 = () => keyFor('ES256')

function short(): webcrypto.JsonWebKey {
  return generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'jwk' })
}

function onCurve(namedCurve: string): webcrypto.JsonWebKey {
  return generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' })
}

const without = (member: string, key: object) => ({ ...key, [member]: undefined })

describe('clientKeysFault', () => {
  it.each([
    'PS256',
    'ES256',
    'EdDSA',
    'RSA-OAEP-256',
    'ECDH-ES',
    'ECDH-ES+A128KW',
    'ECDH-ES+A256KW',
  ])('has nothing to say against a key for %s', (alg) => {
    expect(clientKeysFault(written(keyFor(alg)))).toBeUndefined()
  })

  it('takes several, each with a name of its own', () => {
    const keys = written(es256(), keyFor('EdDSA'), keyFor('ECDH-ES'))
    expect(clientKeysFault(keys)).toBeUndefined()
  })

  it.each<[what: string, text: () => string, reason: string]>([
    ['no JSON', () => 'keys', 'must be a JWKS'],
    ['no list', () => '{"keys":{}}', 'must be a JWKS'],
    ['an empty list', () => written(), 'must be a JWKS'],
    ['a list of names', () => written('sig-1'), 'must be a JWKS'],
    ['a key without a name', () => written(without('kid', es256())), 'give each key a "kid"'],
    ['an empty name', () => written({ ...es256(), kid: '' }), 'give each key a "kid"'],
    ['two of one name', () => written(es256(), { ...keyFor('EdDSA'), kid: es256().kid }), '"kid"'],
    ['no purpose', () => written(without('use', es256())), 'one "use"'],
    ['two purposes', () => written({ ...es256(), use: 'sig enc' }), 'one "use"'],
    ['one key with two names', () => written(es256(), { ...es256(), kid: 'b' }), 'same key twice'],
    ['no algorithm', () => written(without('alg', es256())), '"alg"'],
    ['`none`', () => written({ ...es256(), alg: 'none' }), '"alg"'],
    ['a MAC', () => written({ ...es256(), alg: 'HS256' }), '"alg"'],
    ["another kind's", () => written({ ...es256(), alg: 'PS256' }), '"alg"'],
    ["another use's", () => written({ ...es256(), use: 'enc' }), '"alg"'],
    ['RSA1_5', () => written({ ...keyFor('RSA-OAEP-256'), alg: 'RSA1_5' }), '"alg"'],
    ['a shared secret', () => written({ ...es256(), kty: 'oct', crv: undefined, k: 'x' }), '"alg"'],
    ['a public key', () => written(without('d', es256())), 'must hold private keys'],
    ['half a key', () => written(without('y', es256())), 'must hold private keys'],
    [
      'a curve that openid-client cannot decrypt with',
      () => written({ ...onCurve('P-384'), kid: 'a', use: 'enc', alg: 'ECDH-ES' }),
      '"alg"',
    ],
    [
      'RSA of 1024 bits [SX-06]',
      () => written({ ...short(), kid: 'a', use: 'sig', alg: 'PS256' }),
      'at least 2048 bits',
    ],
    [
      'RSA of 1024 bits behind a good one [SX-06]',
      () => written(es256(), { ...short(), kid: 'a', use: 'enc', alg: 'RSA-OAEP-256' }),
      'at least 2048 bits',
    ],
    [
      'a curve of 192 bits [SX-06]',
      () => written({ ...es256(), crv: 'P-192' }),
      'must give each key an "alg" that fits',
    ],
  ])('objects to %s, and does not repeat it', (_what, text, reason) => {
    const fault = clientKeysFault(text())
    expect(fault).toContain(reason)
    expect(fault).not.toContain(String(es256()['d']))
  })
})

describe('parseClientKeys', () => {
  it('keeps the order, and what is said of a key apart from the key', () => {
    const [first, second] = parseClientKeys(written(keyFor('EdDSA'), keyFor('ECDH-ES')))
    const { kid, alg, use, ...jwk } = keyFor('EdDSA')
    expect(first).toEqual({ kid, alg, use, jwk })
    expect(second).toMatchObject({ alg: 'ECDH-ES', use: 'enc' })
  })
})
