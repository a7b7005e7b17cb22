/**
 * Ports: all that is not ours. Everything above is made by `createX(config, ports)`, so tests move the
 * clock instead of sleeping, and production, development, tests and benches run the same code.
 */
import type { Storage } from './storage/storage.ts'

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Does it when this turn of the event loop is over; absent where nobody counts turns. */
  afterTurn?(task: () => void): void
}

/** PEM texts. */
export interface OwnTls {
  /** Ours, with its key: shown to whom asks for it. */
  cert?: string | undefined
  key?: string | undefined
  /** Whom to believe beside Node's own list. */
  ca?: string | undefined
}

/** The other workers behind the same port (workers.ts): asked what this one cannot know. */
export interface Siblings {
  /** This one's own name among them. */
  self: string
  /** What each of the others says; whoever takes long is left out. */
  ask(): Promise<unknown[]>
  /** What this one says when it is asked. */
  answerWith(tell: () => Promise<unknown>): void
}

/** How often something was asked, counted for all who must know (limits/counts.ts). Never rejects. */
export interface Counts {
  /** @returns how often by now, these included, and in how many milliseconds it begins anew */
  add(key: string, calls: number, seconds: number): Promise<{ total: number; endsInMs: number }>
  close(): void
}

export interface Ports {
  clock: Clock
  /** `length` octets from a CSPRNG. */
  random(length: number): Buffer
  /** Lets time pass; rejects when `signal` says so. Nobody waits on the way of an ordinary request. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** To the authorization server, and nowhere else. */
  fetch: typeof globalThis.fetch
  /** The same for one that wants our certificate, or whose own Node would not believe. */
  fetchWith(tls: OwnTls): typeof globalThis.fetch
  storage: Storage
  /** Where log lines go, one JSON text a call, newline included. */
  log: { write(line: string): void }
  /** Says when this process has been asked to end. Until it does, calls are answered as ever. */
  leaving?: AbortSignal | undefined
  /** Absent: each app counts for itself. */
  counts?: Counts | undefined
  /** Absent where this process is alone. */
  siblings?: Siblings | undefined
}
