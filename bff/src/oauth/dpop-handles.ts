/**
 * Proofs for the authorization server (RFC 9449 §5, §8, §10). openid-client makes them, and where a nonce is
 * demanded it asks a second time – never a third – with that nonce, a new proof and a new client assertion.
 * What it leaves to us: its handles keep nonces each for itself, and each exchange has a handle of its own,
 * so here they are kept for all of them, or every sign-in and every refresh would be turned away once.
 */
import type { Configuration, DPoPHandle } from 'openid-client'
import type { Ports } from '../ports.ts'
import type { Openid } from './client-configuration.ts'
import { type ProofKey, createProofKeys } from './dpop-key.ts'
import { createNonces } from './dpop-nonces.ts'

export interface Handles {
  /** What goes along with one exchange: nothing when there is no key, since nothing is bound then. */
  optionsFor(server: Configuration, key?: ProofKey): { DPoP?: DPoPHandle }
  /** The network port, with an ear for nonces. */
  fetch: typeof globalThis.fetch
}

export function createHandles(
  openid: Openid,
  { clock, fetch }: Pick<Ports, 'clock' | 'fetch'>,
): Handles {
  const nonces = createNonces()
  const usable = createProofKeys()

  return {
    optionsFor(server, key) {
      if (key === undefined) return {}
      const DPoP = openid.getDPoPHandle(server, usable(key), {
        [openid.modifyAssertion](_header, claims) {
          // The one it was told in this very exchange goes before what others were told.
          claims['nonce'] ??= nonces.for(claims['htu'] as string)
          claims['iat'] = Math.floor(clock.now() / 1000)
        },
      })
      return { DPoP }
    },
    async fetch(url, options) {
      const answer = await fetch(url, options)
      nonces.note(url as string, answer.headers.get('dpop-nonce')) // never anything but a text
      return answer
    },
  }
}
