/**
 * Calls to an API with a bound token (RFC 9449 §7): the token under its own scheme, and beside it a proof,
 * new for each call, that we hold its key – for this method, this URL and this token. Whoever reads one off
 * a wire or a log can do nothing with either.
 *
 * With jose and not with openid-client: its way to an API is its own fetch, and ours is a stream. The nonces
 * are shared by all sessions, so that an API that wants them turns one of our calls away and not one of
 * each person's.
 */
import { hash } from 'node:crypto'
import type { Ports } from '../ports.ts'
import { type Credential, bearer } from './credential.ts'
import { type ProofKey, createProofKeys } from './dpop-key.ts'
import { createNonces } from './dpop-nonces.ts'
import { signToken } from './jose.ts'

/** Bound where the token was got with a key, and a bearer's where it was not. */
export type CredentialFor = (token: string, key: ProofKey | undefined) => Credential

/** One for the whole house: the nonces of an API are the same whoever asks it, and for whom. */
export function createCredentials({
  clock,
  random,
}: Pick<Ports, 'clock' | 'random'>): CredentialFor {
  const nonces = createNonces()
  const usable = createProofKeys()

  return (token, key) => (key === undefined ? bearer(token) : bound(token, key))

  function bound(token: string, key: ProofKey): Credential {
    return {
      token,
      async fieldsFor({ method, url }) {
        const { privateKey, publicJwk } = usable(key)
        const claims = {
          jti: random(16).toString('base64url'),
          htm: method,
          htu: withoutQuery(url),
          iat: Math.floor(clock.now() / 1000),
          ath: hash('sha256', token, 'base64url'),
          nonce: nonces.for(url), // absent until the API has said one
        }
        const header = { typ: 'dpop+jwt', alg: key.alg, jwk: publicJwk }
        const proof = await signToken(claims, header, privateKey)
        return ['authorization', `DPoP ${token}`, 'dpop', proof]
      },
      hear: ({ url }, fields) => nonces.note(url, fields['dpop-nonce']),
    }
  }
}

/** §4.2, `htu`. Every other octet as it goes out: a URL taken apart and put together might be another. */
function withoutQuery(url: string): string {
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}
