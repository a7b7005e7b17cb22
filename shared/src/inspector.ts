/**
 * What the inspector of `pnpm dev` is told, and nothing that runs: the feed is made in `bff/dev` and read in
 * `web/src/dev`, and neither is part of a build. No field can hold a secret as it is (see `Detail`).
 */

export type Party = 'browser' | 'bff' | 'authorization-server' | 'api' | 'store'

/**
 * `front`: through the browser's address bar. `app`: between a page of ours and its BFF. `back`: from server to
 * server, where no browser looks. `store`: between the BFF and its store.
 */
export type FlowChannel = 'front' | 'app' | 'back' | 'store'

/** One parameter, header, cookie or claim. A secret is a mark and a length, a person's value is masked. */
export interface Detail {
  name: string
  kind: 'secret' | 'personal' | 'public'
  text: string
  /** The same for the same value everywhere until `pnpm dev` is started anew. */
  mark?: string
  /** Why this is here, in one sentence. */
  why: string
  spec?: string
}

export interface Check {
  name: string
  passed: boolean
  says: string
  spec?: string
}

export interface Step {
  flow: string
  seq: number
  /** Milliseconds since the epoch. */
  t: number
  /** How long the answer took. */
  ms?: number
  channel: FlowChannel
  from: Party
  to: Party
  title: string
  method?: string
  target?: string
  status?: number
  params: Detail[]
  checks: Check[]
  note?: string
  spec?: string
  /** Nobody of ours saw this: it follows from what came before and after. */
  inferred?: boolean
  /** What went wrong, in the words of bff/docs/errors.md; of a `code` and its `why`, both. */
  codes?: string[]
  /** The reference that a page shows with it. */
  ref?: string
}

export interface Flow {
  id: string
  kind: FlowKind
  title: string
  /** Whether it came to its end, and how. */
  state: 'running' | 'done' | 'failed'
}

export type FlowKind = 'sign-in' | 'api-call' | 'sign-out' | 'session' | 'other'

export interface Snapshot {
  /** Another one: the BFF was started anew, and what was seen before is gone. */
  run: string
  flows: Flow[]
  steps: Step[]
}

export type FaultGroup = 'session' | 'provider' | 'api' | 'browser'

export interface FaultSwitch {
  id: string
  group: FaultGroup
  title: string
  about: string
  /** `now` is done at once, `armed` waits for a request, `told` only explains what you can do yourself. */
  acts: 'now' | 'armed' | 'told'
}

export type FaultScope = 'next' | 'session' | 'all'

export interface FaultOn {
  id: string
  scope: FaultScope
  /** How often it will still happen; only with scope `next`. */
  times?: number
  offInSeconds: number
}

export interface FaultsView {
  switches: FaultSwitch[]
  on: FaultOn[]
}

/** The session of the browser that asks, as the server holds it. */
export interface HeldView {
  cookie?: Detail
  who?: string
  handle?: string
  /** Milliseconds since the epoch; by the clock of the server, as all times here. */
  now?: number
  signedInAt?: number
  idleExpiresIn?: number
  absoluteExpiresIn?: number
  /** How long a session lasts that nobody uses. */
  idleSeconds?: number
  /** Names, marks, sizes; for tokens, how long they live. */
  held: (Detail & { expiresIn?: number })[]
  faultsOn: number
}
