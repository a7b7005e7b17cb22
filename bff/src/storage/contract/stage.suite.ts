/** What each contract test starts with: a fresh storage, a clock to move, and short words for both. */
import { afterEach, beforeEach, vi } from 'vitest'
import type { Clock } from '../../ports.ts'
import type { Kind, Storage } from '../storage.ts'

export type OpenStorage = (clock: Clock) => Promise<Storage> | Storage

export interface Stage {
  storage: Storage
  nowMs: number
  /** Writes text; without more words a first write that lasts until `soonMs`. */
  keep(
    id: string,
    kind: Kind,
    text: string,
    ifVersion?: number,
    expiresAtMs?: number,
  ): Promise<number | undefined>
  textOf(id: string, kind: Kind): Promise<string | undefined>
}

export const startMs = 1_800_000_000_000
export const soonMs = startMs + 60_000
export const laterMs = startMs + 3_600_000

export function setStage(open: OpenStorage): Stage {
  // Filled before each test; until then nothing reads it.
  let storage: Storage | undefined
  const stage: Stage = {
    nowMs: startMs,
    get storage() {
      return storage!
    },
    keep: (id, kind, text, ifVersion = 0, expiresAtMs = soonMs) =>
      stage.storage.write(id, kind, Buffer.from(text), { ifVersion, expiresAtMs }),
    async textOf(id, kind) {
      const record = (await stage.storage.read(id))[kind]
      return record && Buffer.from(record.value).toString()
    },
  }
  beforeEach(async () => {
    stage.nowMs = startMs
    const opened = await open({ now: () => stage.nowMs })
    // One that is across a wire has to be reached first, which may take longer than a call may.
    await vi.waitFor(() => opened.ping(), { timeout: 10_000 })
    storage = opened
  })
  afterEach(() => stage.storage.close())
  return stage
}

/** Many callers at once. */
export function together<T>(callers: number, call: (caller: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
}
