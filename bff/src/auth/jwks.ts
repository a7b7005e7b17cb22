/**
 * GET /auth/jwks?iss → our public keys (RFC 7517 §5)
 *
 * Authorization servers come here for the keys that verify what we sign, and for the one to encrypt to;
 * this is the `jwks_uri` of our registration. Everybody may: nothing here is secret, and no session is
 * looked at. A key stands here before it is used and until nobody can need it any more, so that one can be
 * replaced while others keep an older copy (SX-07, `pnpm keys`).
 *
 * With several authorization servers each is registered with its own `?iss=<issuer>`: one that saw the keys
 * of all could encrypt to a key that we keep for another.
 */
import type { OidcConfig } from '../config/config.ts'
import type { Middleware } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import { certificateKeysOf } from '../oauth/certificate-keys.ts'
import { publicKeysOf } from '../oauth/client-keys.ts'

/** How long others may keep a copy; `pnpm keys` says to wait for longer. */
const maxAgeSeconds = 300

/** @returns undefined when there is nothing to show */
export function showKeys(providers: readonly OidcConfig[]): Middleware | undefined {
  const bodies = new Map(
    providers
      .map((oidc) => [oidc.issuer, [...publicKeysOf(oidc), ...certificateKeysOf(oidc)]] as const)
      .filter(([, keys]) => keys.length > 0)
      .map(([issuer, keys]) => [issuer, JSON.stringify({ keys })]),
  )
  if (bodies.size === 0) return undefined
  const [first] = providers
  return (ctx) => {
    const iss = new URLSearchParams(ctx.querystring).get('iss') ?? first?.issuer ?? ''
    const body = bodies.get(iss)
    if (body === undefined) throw new Problem('not-found')
    ctx.set('Cache-Control', `public, max-age=${maxAgeSeconds}`)
    ctx.type = 'application/jwk-set+json'
    ctx.body = body
  }
}
