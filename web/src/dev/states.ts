/**
 * Every state that the person in front of the screen can meet, and how to come there for real: which faults, which
 * address, what is pressed. The gallery makes each of them at the press of a button, and so do the browser tests,
 * in development and on the built app; `see` is what then has to be on the screen.
 */
import type { FaultScope } from 'shared/inspector'
import { comingIn } from './states/coming-in.ts'
import { goingOut } from './states/going-out.ts'
import { working } from './states/working.ts'

export interface Turn {
  id: string
  scope?: FaultScope
  times?: number
}

/** What happens once the page is there. */
export type Act =
  | { fault: Turn }
  /** Into the form of a new note. */
  | { type: string }
  /** A button, by the words on it; in the dialog, where there is one. */
  | { press: string }
  | { untick: string }
  /** What Vite says when a part of the code is missing: a newer version has taken its place. */
  | { missing: 'code' }
  /** As from another tab. */
  | { leave: 'elsewhere' }

export interface State {
  /** By letter, as the specification of the journeys has them. */
  letter: string
  title: string
  /** Who is there at the beginning. */
  from: 'signed-in' | 'signed-out'
  faults?: Turn[]
  path: string
  acts?: Act[]
  /** Words that are then on the screen. */
  see: string
  /** Nobody may be known at the sign-in service either, or it would let them pass without a word. */
  strangers?: true
  /** What no script can do: said, and left to you. */
  byHand?: string
}

export const states: readonly State[] = [...comingIn, ...working, ...goingOut].toSorted((a, b) =>
  a.letter.localeCompare(b.letter),
)
