/**
 * The forms that requests, responses and tokens take. What stands here is agreed with the authorization
 * server when the client is registered; the answer that comes otherwise is refused, never taken as well.
 */
import type { SettingTable } from './setting.ts'
import { oneOf } from './setting-values.ts'

/** ID-05: never `none`; the symmetric one for ID tokens only, and only when asked for by name. */
export const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const

export const requestSettings = {
  OIDC_PAR: {
    meaning: 'Pushed authorization requests: `auto` when the server demands it, or `require`',
    default: 'auto',
    example: 'require',
    value: oneOf('auto', 'require'),
  },
  OIDC_REQUEST_OBJECT: {
    meaning: 'Authorization requests as signed objects (RFC 9101): `off` or `signed`',
    default: 'off',
    example: 'signed',
    value: oneOf('off', 'signed'),
  },
  OIDC_RESPONSE_MODE: {
    meaning:
      'How its answer comes back: `query`, `form_post`, or signed: `query.jwt`, `form_post.jwt`',
    default: 'query',
    example: 'form_post',
    value: oneOf('query', 'form_post', 'query.jwt', 'form_post.jwt'),
  },
  OIDC_RESPONSE_ALG: {
    meaning: 'The one algorithm of signed answers; unless set, the one of ID tokens',
    optional: true,
    example: 'PS256',
    value: oneOf(...asymmetricAlgorithms),
  },
  OIDC_DPOP: {
    meaning: 'Tokens bound to a key of their session (RFC 9449): `off` or `require`',
    default: 'off',
    example: 'require',
    value: oneOf('off', 'require'),
  },
  OIDC_ID_TOKEN_ENC: {
    meaning: 'ID tokens must come encrypted to our key, with this key management algorithm',
    optional: true,
    example: 'RSA-OAEP-256',
    value: oneOf('RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'),
  },
  OIDC_USERINFO_ALG: {
    meaning: 'Userinfo must come signed, with this algorithm',
    optional: true,
    example: 'PS256',
    value: oneOf(...asymmetricAlgorithms),
  },
} satisfies SettingTable
