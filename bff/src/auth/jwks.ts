/**
 * GET /auth/jwks → our public keys (RFC 7517 §5)
 *
 * Authorization servers come here for the key that verifies what we sign, and for the one to encrypt to
 * (registered as `jwks_uri`). Everybody may: nothing here is secret, and no session is looked at. Keys of
 * all providers stand in one list; a key that is not used yet, or no more, stands in it too, so that one can
 * be replaced while the server still keeps an older copy (SX-07, `pnpm keys`).
 */
import type { Middleware } from '../http/context.ts'
import type { PublicKey } from '../oauth/client-keys.ts'

/** How long others may keep a copy; `pnpm keys` says to wait for longer. */
const maxAgeSeconds = 300

export function showKeys(keys: readonly PublicKey[]): Middleware {
  const body = JSON.stringify({ keys })
  return (ctx) => {
    ctx.set('Cache-Control', `public, max-age=${maxAgeSeconds}`)
    ctx.type = 'application/jwk-set+json'
    ctx.body = body
  }
}
