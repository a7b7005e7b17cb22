/**
 * A mark written before the authorization server is asked and wiped after the answer is saved. Found at
 * the next refresh with the same refresh token, it says: somebody crashed between "rotated" and "saved".
 * It holds a piece of the token's hash and nothing else. Whoever set it may wipe it, by its version: one
 * who comes late would else wipe that of the next, and nobody would ever see what became of it.
 */
import { digest } from '../storage/digest.ts'
import type { Storage, StoredRecord } from '../storage/storage.ts'

export interface RefreshMarker {
  /** @returns the mark's version, or undefined when the lease is no longer held: then nobody must be asked */
  set(
    id: string,
    refreshToken: string,
    before: StoredRecord | undefined,
    fence: number,
  ): Promise<number | undefined>
  wipe(id: string, version: number): Promise<void>
}

const lifetimeMs = 24 * 60 * 60_000

export function createRefreshMarker(
  storage: Pick<Storage, 'write'>,
  now: () => number,
): RefreshMarker {
  return {
    async set(id, refreshToken, before, fence) {
      const options = { ifVersion: before?.version ?? 0, expiresAtMs: now() + lifetimeMs, fence }
      return storage.write(id, 'marker', markOf(refreshToken), options)
    },
    async wipe(id, version) {
      const options = { ifVersion: version, expiresAtMs: now() } // and so it is gone at once
      // A mark that stays costs one wrong count, an error here would cost the refresh.
      await storage.write(id, 'marker', new Uint8Array(), options).catch(() => {})
    },
  }
}

/** Was a refresh of this very token begun and never finished? */
export function isInterrupted(marker: StoredRecord | undefined, refreshToken: string): boolean {
  return marker !== undefined && Buffer.compare(marker.value, markOf(refreshToken)) === 0
}

function markOf(refreshToken: string): Uint8Array {
  return Buffer.from(digest(refreshToken).slice(0, 16))
}
