/**
 * The configurations the product is shown to work in, from the plainest authorization server to the
 * strictest, each by a name: `openWorld({ configuration: 'fapi2-dpop' })`, and the same after
 * `pnpm dev --configuration`. All journeys run in all of them (vitest.config.ts).
 */
import type { Traits } from './authorization-server/registration.ts'

export interface Configuration {
  /** For whoever reads the name on a terminal. */
  about: string
  traits: Partial<Traits>
  /** People sign in at a second authorization server, while the first one is there too. */
  partner?: true
}

export const configurations = {
  plain: {
    about: 'a client secret, refresh tokens that rotate, access tokens that are JWTs',
    traits: {},
  },
  'opaque-es256': {
    about: 'opaque access tokens, refresh tokens that stay, ES256',
    traits: { accessTokens: 'opaque', rotation: false, idTokenAlg: 'ES256' },
  },
  'par-private-key': {
    about: 'pushed authorization requests, and a key in place of the secret',
    traits: { requirePar: true, clientAuth: 'private_key_jwt', idTokenAlg: 'ES256' },
  },
  'fapi2-dpop': {
    about: 'FAPI 2.0, tokens bound to a key by DPoP, with nonces everywhere',
    traits: {
      fapi: true,
      binding: 'dpop',
      requirePar: true,
      // FAPI 2.0 §5.3.2.1-9: rotation adds nothing to tokens that are bound.
      rotation: false,
      clientAuth: 'private_key_jwt',
      idTokenAlg: 'ES256',
    },
  },
  'fapi2-mtls': {
    about: 'FAPI 2.0 by TLS, tokens bound to the client’s certificate',
    traits: {
      fapi: true,
      tls: true,
      binding: 'certificate',
      requirePar: true,
      rotation: false,
      clientAuth: 'tls_client_auth',
      idTokenAlg: 'PS256',
    },
  },
  'two-providers': {
    about: 'two authorization servers; people sign in at the second one',
    traits: { idTokenAlg: 'ES256' },
    partner: true,
  },
} satisfies Record<string, Configuration>

export type ConfigurationName = keyof typeof configurations

/** @throws Error that names them all, for whoever has typed another one */
export function configurationNamed(name: string): Configuration {
  if (Object.hasOwn(configurations, name)) return configurations[name as ConfigurationName]
  const names = Object.keys(configurations).join(', ')
  throw new Error(`There is no configuration "${name}". There are: ${names}.`)
}
