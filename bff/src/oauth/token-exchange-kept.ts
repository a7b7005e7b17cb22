/**
 * Keeps an exchanged token in the session's token set. Under the lease, because a refresh saves the same set
 * and must not lose its new refresh token to us – and without waiting for it: whoever is refreshing right now
 * goes first, and what could not be kept is exchanged again at the next call, which costs nothing but time.
 */
import type { Clock } from '../ports.ts'
import type { Lifetime } from '../session/lifetime.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { Storage } from '../storage/storage.ts'
import type { Revocation } from './revocation.ts'
import type { AccessToken } from './token-set.ts'
import type { TokenVault } from './token-vault.ts'

export interface KeepExchangedDeps {
  clock: Clock
  lifetime: Lifetime
  storage: Pick<Storage, 'lease' | 'releaseLease'>
  vault: TokenVault
  revocation: Pick<Revocation, 'revokeGrant'>
}

/** @returns false when the session has ended meanwhile: then the token is revoked, and not to be used */
export type KeepExchanged = (
  standing: SignedInStanding,
  key: string,
  token: AccessToken,
) => Promise<boolean>

/** For one read and one write. */
const leaseMs = 5_000

export function createKeepExchanged(deps: KeepExchangedDeps): KeepExchanged {
  const { clock, lifetime, storage, vault, revocation } = deps

  return async (standing, key, token) => {
    const { id, record } = standing
    const fence = await storage.lease(id, leaseMs)
    try {
      const held = await vault.read(id)
      if (held === undefined) {
        revocation.revokeGrant({ accessToken: token.token }, record.iss, record.handle)
        return false
      }
      if (fence === undefined) return true
      const tokens = { ...held.tokens, access: { ...held.tokens.access, [key]: token } }
      const expiresAtMs = lifetime.storeUntilMs(lifetime.expiresAtMs(record, clock.now()))
      await vault.keep(id, tokens, { ifVersion: held.version, expiresAtMs, fence })
      return true
    } finally {
      // Left alone it expires; a store that fails now must not hide what became of the token.
      if (fence !== undefined) await storage.releaseLease(id, fence).catch(() => {})
    }
  }
}
