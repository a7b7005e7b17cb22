/**
 * The logout token, with which the authorization server says that a session is over (OpenID Connect
 * Back-Channel Logout §2.4): from text to what may be acted on, or the reason not to. First its words, then
 * its signature, by the algorithm and keys of ID tokens (§2.6) – and encrypted if they are. Ends nothing itself.
 *
 * A used token is remembered until it expires, so that whoever has recorded one cannot sign the person out
 * again. It is marked used after the sessions are ended, not before: should the store fail half way, the
 * authorization server may come again with the same token.
 */
import type { OidcConfig } from '../config/config.ts'
import type { LogoutTokenFault } from '../events/provider-words.ts'
import type { Clock } from '../ports.ts'
import { digest } from '../storage/digest.ts'
import type { Storage } from '../storage/storage.ts'
import { createOpening } from './decryption.ts'
import { type KeyChoice, unverified, verifySigned } from './jose.ts'
import { isBadToken } from './jose-codes.ts'
import { logoutTokenFault } from './logout-token-fault.ts'

export interface LogoutToken {
  iss: string
  sub?: string
  sid?: string
  jti: string
  /** Seconds. */
  exp: number
}

export interface RefusedLogoutToken {
  why: LogoutTokenFault
  cause?: unknown
}

export interface LogoutTokens {
  verify(text: string): Promise<LogoutToken | RefusedLogoutToken>
  isUsed(token: LogoutToken): Promise<boolean>
  /** @returns false if somebody else has marked it meanwhile */
  markUsed(token: LogoutToken): Promise<boolean>
}

export interface LogoutTokensDeps {
  oidc: OidcConfig
  clock: Clock
  keys: KeyChoice
  storage: Pick<Storage, 'read' | 'write'>
}

export function createLogoutTokens({ oidc, clock, keys, storage }: LogoutTokensDeps): LogoutTokens {
  const { idTokenAlg: algorithm, clockToleranceSeconds } = oidc
  const open = createOpening(oidc)
  const key = algorithm === 'HS256' ? new TextEncoder().encode(oidc.clientSecret ?? '') : keys

  return {
    async verify(received) {
      const text = await open(received).catch(() => undefined)
      if (text === undefined) return { why: 'encryption' }
      const read = unverified(text)
      if (read === undefined) return { why: 'malformed' }
      const nowMs = clock.now()
      const why = logoutTokenFault(read, { ...oidc, nowMs })
      if (why !== undefined) return { why }
      try {
        const expected = { algorithm, nowMs, clockToleranceSeconds }
        // The judged claims and the proven ones are the same octets of the same text.
        return (await verifySigned(text, key, expected)) as object as LogoutToken
      } catch (cause) {
        return { why: isBadToken(cause) ? 'signature' : 'keys', cause }
      }
    },
    async isUsed(token) {
      return (await storage.read(idOf(token))).burned !== undefined
    },
    async markUsed(token) {
      const expiresAtMs = Math.ceil((token.exp + clockToleranceSeconds) * 1000)
      const options = { ifVersion: 0, expiresAtMs }
      return (await storage.write(idOf(token), 'burned', new Uint8Array(), options)) !== undefined
    },
  }
}

/** `jti` is unique within its issuer only (RFC 7519 §4.1.7). */
function idOf({ iss, jti }: LogoutToken): string {
  return digest(`logout token ${JSON.stringify([iss, jti])}`)
}
