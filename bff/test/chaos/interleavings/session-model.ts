/** The model of a session: what is known of it from outside, and what may therefore be true of it. */
import type { EndReason } from 'shared/session'
import type { Grant } from './authorization-server.ts'

export interface SessionModel {
  id: string
  /** The Cookie header that names it. */
  cookie: string
  browser: string
  grant: Grant
  handle: string
  absoluteExpiresAtMs: number
  /** Until when the store keeps it, ten minutes longer than it may idle. */
  storedUntilMs: number
  /** Why it may be over. */
  causes: Set<EndReason>
  buried: boolean
  /**
   * Its end could not know its last tokens: the store had forgotten it, or a refresh was saved while it was
   * being ended, after the look and before the burial (session/ending.ts).
   */
  endedUnseen: boolean
  /** Instances between "asked the authorization server" and "saved what came of it". */
  exchanges: Set<string>
  /** Does the store have a mark that a refresh is under way? */
  isMarked: boolean
  /** It still had when its holder's lease had run out. */
  markedTooLong: boolean
  disasters: Set<Disaster>
  /** Somebody noticed that a refresh was begun and never saved. */
  interruptionSeen: boolean
}

/** What nobody can survive: the only copy of the new refresh token is gone, or too late. */
export type Disaster = 'crash' | 'too slow' | 'answer lost'

type Born = Pick<
  SessionModel,
  'id' | 'cookie' | 'browser' | 'grant' | 'handle' | 'absoluteExpiresAtMs'
>

const lingerMs = 10 * 60_000

export function createSessionModel(born: Born): SessionModel {
  return {
    ...born,
    storedUntilMs: 0,
    causes: new Set(),
    buried: false,
    endedUnseen: false,
    exchanges: new Set(),
    isMarked: false,
    markedTooLong: false,
    disasters: new Set(),
    interruptionSeen: false,
  }
}

/** Why it may be over by now. */
export function causesOf(session: SessionModel, nowMs: number): Set<EndReason> {
  const { causes } = session
  if (nowMs >= session.absoluteExpiresAtMs) causes.add('absolute')
  if (nowMs >= idleExpiresAtMs(session)) causes.add('idle')
  return causes
}

function idleExpiresAtMs({ storedUntilMs }: SessionModel): number {
  return storedUntilMs - lingerMs
}

/** Whether it must be over: from here on no request that begins may get a token. */
export function isOver(session: SessionModel, nowMs: number): boolean {
  const { absoluteExpiresAtMs, buried } = session
  return buried || nowMs >= absoluteExpiresAtMs || nowMs >= idleExpiresAtMs(session)
}

export function nameOf({ browser, grant }: SessionModel): string {
  return `${browser}'s session (${grant.name})`
}
