/**
 * The vault: where token sets live, by session id, beside the session and apart from it (DESIGN §7.1).
 * Every write names the version it replaces, so a late writer loses instead of bringing back a rotated
 * refresh token (TS-09). Sealing at rest is the storage's (storage/sealed.ts).
 */
import type { Storage, StoredRecord, WriteOptions } from '../storage/storage.ts'
import type { TokenSet } from './token-set.ts'

export interface HeldTokens {
  tokens: TokenSet
  version: number
  /** Left by a refresh that is under way, or that never ended (refresh-marker.ts). */
  marker?: StoredRecord
}

export interface TokenVault {
  /** Opens what the session room already read. */
  open(record: StoredRecord): HeldTokens
  read(sessionId: string): Promise<HeldTokens | undefined>
  /** @returns false if another writer came first, the lease was lost, or the session has ended */
  keep(sessionId: string, tokens: TokenSet, options: WriteOptions): Promise<boolean>
}

export function createTokenVault(storage: Pick<Storage, 'read' | 'write'>): TokenVault {
  // What a cache hands out again and again is decoded once, not at every request.
  const opened = new WeakMap<StoredRecord, HeldTokens>()

  return {
    open,
    async read(sessionId) {
      const { tokens, marker } = await storage.read(sessionId)
      if (tokens === undefined) return undefined
      return marker === undefined ? open(tokens) : { ...open(tokens), marker }
    },
    async keep(sessionId, tokens, options) {
      const value = Buffer.from(JSON.stringify(tokens))
      return (await storage.write(sessionId, 'tokens', value, options)) !== undefined
    },
  }

  function open(record: StoredRecord): HeldTokens {
    const before = opened.get(record)
    if (before !== undefined) return before
    const { buffer, byteOffset, byteLength } = record.value
    const text = Buffer.from(buffer, byteOffset, byteLength).toString()
    const held = { tokens: JSON.parse(text) as TokenSet, version: record.version }
    opened.set(record, held)
    return held
  }
}
