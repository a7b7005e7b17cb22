/**
 * The vault: where token sets live, by session id, beside the session and apart from it (DESIGN §7.1).
 * Every write names the version it replaces, so a late writer loses instead of bringing back a rotated
 * refresh token (TS-09). Sealing at rest is the storage's (storage/sealed.ts).
 */
import type { Storage, StoredRecord } from '../storage/storage.ts'
import type { TokenSet } from './token-set.ts'

export interface HeldTokens {
  tokens: TokenSet
  version: number
}

export interface TokenVault {
  /** Opens what the session room already read. */
  open(record: StoredRecord): HeldTokens
  read(sessionId: string): Promise<HeldTokens | undefined>
  /** @returns false if another writer came first or the session has ended */
  keep(
    sessionId: string,
    tokens: TokenSet,
    ifVersion: number,
    expiresAtMs: number,
  ): Promise<boolean>
}

export function createTokenVault(storage: Storage): TokenVault {
  return {
    open,
    async read(sessionId) {
      const { tokens } = await storage.read(sessionId)
      return tokens && open(tokens)
    },
    async keep(sessionId, tokens, ifVersion, expiresAtMs) {
      const value = Buffer.from(JSON.stringify(tokens))
      const version = await storage.write(sessionId, 'tokens', value, { ifVersion, expiresAtMs })
      return version !== undefined
    },
  }
}

function open(record: StoredRecord): HeldTokens {
  const { buffer, byteOffset, byteLength } = record.value
  const text = Buffer.from(buffer, byteOffset, byteLength).toString()
  return { tokens: JSON.parse(text) as TokenSet, version: record.version }
}
