/**
 * The storage port: a place for small, short-lived records. Records that belong together share an id and
 * differ by kind, so that one step reads them all (one statement, one round trip, one hash slot).
 *
 * Three promises carry the rest of the house, and the contract suite (storage/contract.suite.ts) holds
 * every adapter to them:
 *  - a write says which version it replaces and loses if it is late (compare-and-swap);
 *  - `take` gives a record to exactly one caller;
 *  - what was buried stays dead: until `untilMs` every write to that id is refused.
 * A record is absent from the millisecond `expiresAtMs` on, whether or not it has been swept. All times are
 * whole milliseconds since the epoch. An adapter that cannot do its work rejects; it never answers "absent".
 */
export type Kind = 'session' | 'tokens' | 'burned'

/** The most that one `sweep` removes: it runs between requests, and each must stay unnoticed. */
export const sweepBatch = 500

export interface StoredRecord {
  /** The caller's own copy: changing it changes nothing in the store. */
  value: Uint8Array
  /** 1 at the first write, then one more each time. */
  version: number
  expiresAtMs: number
}

export interface WriteOptions {
  /** The version this write replaces; 0 means "there is none yet". */
  ifVersion: number
  expiresAtMs: number
}

export interface Storage {
  /** All living records of this id, by kind. */
  read(id: string): Promise<Partial<Record<Kind, StoredRecord>>>
  /** @returns the new version, or undefined when another writer came first or the id is buried */
  write(
    id: string,
    kind: Kind,
    value: Uint8Array,
    options: WriteOptions,
  ): Promise<number | undefined>
  /** Reads and removes in one step: of many callers one gets the record. */
  take(id: string, kind: Kind): Promise<StoredRecord | undefined>
  /**
   * Sets the expiry of everything alive under this id, be it later or earlier: the caller knows the limits.
   * Creates and revives nothing, and leaves versions alone, so that it never makes a writer lose.
   * @returns whether there was anything
   */
  extend(id: string, expiresAtMs: number): Promise<boolean>
  /**
   * Removes everything under this id and refuses later writes to it, known id or not. Burying again may
   * prolong that, never shorten it.
   * @returns whether there was anything
   */
  bury(id: string, untilMs: number): Promise<boolean>
  /** Removes expired records and outlived tombstones, at most `sweepBatch`. @returns how many */
  sweep(): Promise<number>
  /** Afterwards every other call rejects. Closing twice is harmless. */
  close(): Promise<void>
}
