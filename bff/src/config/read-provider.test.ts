import { describe, expect, it } from 'vitest'
import {
  type Env,
  byCertificate,
  byKey,
  bySecret,
  certificate,
  readOne,
  signing,
} from '../../test/provider-env.ts'

/** The same settings with a name in the middle. */
function named(name: string, env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).map(([setting, value]) => [setting.replace('OIDC_', name), value]),
  )
}

describe('readProvider', () => {
  it('reads the first by its plain names, and leaves out what it has not', () => {
    const { oidc } = readOne(bySecret)
    expect(oidc).toMatchObject({ profile: 'oidc', clientAuth: 'client_secret_basic' })
    for (const absent of ['certificate', 'ca', 'idTokenEnc', 'userinfoAlg']) {
      expect(oidc).not.toHaveProperty(absent)
    }
  })

  it('reads another by its own names, and none of the first one', () => {
    const env = { ...bySecret, ...named('OIDC_ACME_', { ...byKey, OIDC_CLIENT_ID: 'other' }) }
    const { oidc, faults } = readOne(env, 'acme')
    expect(faults).toEqual([])
    expect(oidc).toMatchObject({ clientId: 'other', clientAuth: 'private_key_jwt' })
    expect(oidc).not.toHaveProperty('clientSecret')
  })

  it('tells of the setting by the name that it has there', () => {
    const { faults } = readOne(named('OIDC_ACME_', { ...byKey, OIDC_CLIENT_KEYS: '{}' }), 'acme')
    expect(faults.map(({ name }) => name)).toEqual(['OIDC_ACME_CLIENT_KEYS'])
  })

  it('tells one fault a setting, the first', () => {
    const { faults } = readOne({ ...byKey, OIDC_CLIENT_KEYS: '{}', OIDC_REQUEST_OBJECT: 'signed' })
    expect(faults).toHaveLength(1)
  })

  it('has keys and certificate ready to use', () => {
    const { kid, alg, use, ...jwk } = signing
    expect(readOne(byKey).oidc.clientKeys).toEqual([{ kid, alg, use, jwk }])
    expect(readOne(byCertificate).oidc.certificate).toEqual(certificate)
  })
})
