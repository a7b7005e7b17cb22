/**
 * How long this sign-in still lasts, and when to say so: arithmetic over what the BFF told and when we heard
 * it. The device's clock is only ever subtracted from itself, so a wrong one counts down rightly; after sleep
 * the session is asked for again, so a stopped one is set right.
 */
import type { SessionState } from './session-state.ts'

export type Warning = 'idle' | 'absolute'

export interface TimeLeft {
  idleInMs: number
  absoluteInMs: number
}

const warnMs = { idle: 2 * 60_000, absolute: 5 * 60_000 }

export function timeLeft(state: SessionState, nowMs: number): TimeLeft | undefined {
  if (state.status !== 'authenticated') return undefined
  const { idleExpiresIn, absoluteExpiresIn } = state.view.session
  // A clock that was set back in between must not give anybody more time.
  const goneMs = Math.max(0, nowMs - state.toldAtMs)
  return {
    idleInMs: Math.max(0, idleExpiresIn * 1000 - goneMs),
    absoluteInMs: Math.max(0, absoluteExpiresIn * 1000 - goneMs),
  }
}

/**
 * Which limit to warn of: what the BFF said last, not what has run down since, because another tab may have
 * moved it. Of two together the one that cannot be moved, as the BFF itself has it (event-stream.ts).
 */
export function warningOf(state: SessionState): Warning | undefined {
  const told = state.status === 'authenticated' ? timeLeft(state, state.toldAtMs) : undefined
  if (told === undefined) return undefined
  const { idleInMs, absoluteInMs } = told
  if (idleInMs <= warnMs.idle && idleInMs < absoluteInMs) return 'idle'
  return absoluteInMs <= warnMs.absolute ? 'absolute' : undefined
}

/** When the answer may be another one, so that it is worth asking. */
export function askInMs(state: SessionState, nowMs: number): number | undefined {
  const left = timeLeft(state, nowMs)
  if (left === undefined) return undefined
  const { idleInMs, absoluteInMs } = left
  const due = [idleInMs - warnMs.idle, idleInMs, absoluteInMs - warnMs.absolute, absoluteInMs]
  const ahead = due.filter((ms) => ms > 0)
  // A little late: the BFF rounds down to seconds, and asking too early would only be asking twice.
  return ahead.length === 0 ? undefined : Math.min(...ahead) + 1_000
}

/**
 * The number to read out, as the service time-out of gov.uk does: whole minutes, below one every 20 seconds,
 * and below 20 nothing new, because reading would take longer than the number is true.
 */
export function spokenSeconds(ms: number): number {
  const seconds = Math.ceil(ms / 1000)
  const step = seconds > 60 ? 60 : 20
  return Math.max(20, Math.ceil(seconds / step) * step)
}
