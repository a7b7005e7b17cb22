/**
 * The storage port: a place for small, short-lived records. Records that belong together share an id and
 * differ by kind, so that one step reads them all (one statement, one round trip, one hash slot).
 *
 * Four promises carry the rest of the house, and the contract suite (storage/contract.suite.ts) holds
 * every adapter to them:
 *  - a write says which version it replaces and loses if it is late (compare-and-swap);
 *  - `take` gives a record to exactly one caller;
 *  - what was buried stays dead: until `untilMs` every write to that id is refused;
 *  - of two holders of a lease the earlier one can write nothing more (fencing).
 * A record is absent from the millisecond `expiresAtMs` on, whether or not it has been swept. All times are
 * whole milliseconds since the epoch. An adapter that cannot do its work rejects; it never answers "absent".
 *
 * Values are sealed on their way down (sealed.ts). Ids, marks and messages are not: no secret may stand in
 * them, so a mark is a keyed fingerprint and never a subject, an id a digest and never a cookie.
 */
export type Kind =
  | 'session'
  | 'tokens'
  | 'burned' // a state that was used; under ids of their own, what is kept of sessions that are over
  | 'replay' // a just-made refresh result, for callers who come with the old token
  | 'marker' // write-ahead: "a refresh is under way", so that a crash in it can be seen

/** The most that one `sweep` removes: it runs between requests, and each must stay unnoticed. */
export const sweepBatch = 500

/**
 * How long a lease's number is remembered after its end. A number is never less than the time in
 * milliseconds when it is given, so a forgotten one is outgrown already; the hour is for instances whose
 * clocks differ and for a clock that is set back.
 */
export const fenceMemoryMs = 3_600_000

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
  /** Refused unless this lease on the id is still held: a holder that was too slow loses (fencing). */
  fence?: number
  /**
   * Names under which this id can be found again with `find`, e.g. all sessions of one person. With kind
   * 'session' only. They are part of the record: a write replaces them, with it they live and die.
   */
  marks?: readonly string[]
}

export type Listener = (message: string) => void

/** What a store tells of changes that others make, for a cache in front of it (cached.ts). */
export interface Changes {
  /** Whether all that changed until a second ago has been told. If not, nothing kept may be believed. */
  areKnown(): boolean
  /**
   * The listener gets the id of what has changed, or none when it may be anything.
   * @returns the way to stop listening
   */
  listen(listener: (id?: string) => void): () => void
}

export interface SessionPage {
  ids: string[]
  /** Where the next page begins; none after the last. */
  next?: string
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
   * Removes everything under this id, ends its lease, and refuses later writes and leases, known id or not.
   * Burying again may prolong that, never shorten it.
   * @returns whether there was any record
   */
  bury(id: string, untilMs: number): Promise<boolean>
  /** Ids that carry this mark: every living one; possibly one that has just died, so read before you act. */
  find(mark: string): Promise<string[]>
  /**
   * All living session ids, page by page, in no promised order. A page may be empty, and an id may come
   * twice; one that lives through the whole listing is not missed.
   */
  sessions(cursor?: string): Promise<SessionPage>
  /**
   * A lease on an id, for whoever refreshes it. The id need not have any record.
   * @returns its fencing number, greater than any before it for this id, or undefined while somebody else
   * holds it or the id is buried
   */
  lease(id: string, forMs: number): Promise<number | undefined>
  /** @returns false when it is no longer held; it cannot be had back, only taken anew */
  renewLease(id: string, fence: number, forMs: number): Promise<boolean>
  /** Nothing happens when it is no longer held. */
  releaseLease(id: string, fence: number): Promise<void>
  /** To every instance, this one included, at most once each, in no promised order. */
  publish(message: string): Promise<void>
  /** The listener must not throw. @returns the way to stop listening */
  subscribe(listener: Listener): () => void
  /** None where reading is as quick as a cache, or where changes cannot be told. */
  readonly changes?: Changes
  /** Answers when the store does (readiness). */
  ping(): Promise<void>
  /** How many keys it threw away for want of memory. Absent where it throws away none. */
  evictions?(): Promise<number>
  /** What it does when its memory is full; of several servers, the word of one that is not `noeviction`. */
  evictionPolicy?(): Promise<string | undefined>
  /** Removes what is over: records, tombstones, leases; at most `sweepBatch`. @returns how many */
  sweep(): Promise<number>
  /** Afterwards every other call rejects. Closing twice is harmless. */
  close(): Promise<void>
}
