/** Something that is measured: it answers under `/api/notes` and asks the upstream for `/notes`. */
import type { Child } from '../child.ts'

export interface System extends Child {
  name: string
  port: number
  /** What makes its user known; none where nobody is asked. */
  cookie?: { name: string; sessions: number }
  /** A whole Cookie header, of somebody who really signed in. */
  cookieHeader?: string
}

/** What all of them stand in: a folder for what they write, and the API behind them. */
export interface Surroundings {
  folder: string
  upstreamPort: number
}
