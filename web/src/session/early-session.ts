/**
 * What this page already knows of the session before React is loaded: the JSON block that the BFF writes
 * into `index.html`, or else a question sent at once, while the rest of the code is still on its way.
 * The block is absent on the first page after signing in: that navigation comes from the authorization
 * server, so a SameSite=Strict cookie stays at home, but a fetch from our own page does carry it.
 */
import { sessionBlockId } from 'shared/paths'
import type { SessionView } from 'shared/session'
import { askSession } from './ask-session.ts'
import type { SessionEvent } from './session-state.ts'
import { isSessionView } from './session-view.ts'

export type EarlySession = { known: SessionEvent } | { asked: Promise<SessionEvent> }

export function readEarlySession(page: Document): EarlySession {
  const view = readBlock(page.getElementById(sessionBlockId)?.textContent)
  return view ? { known: { type: 'answered', view } } : { asked: askSession() }
}

/** A block that does not parse is treated as absent: asking is always right, guessing never. */
export function readBlock(text: string | null | undefined): SessionView | undefined {
  if (!text) return undefined
  try {
    const view: unknown = JSON.parse(text)
    return isSessionView(view) ? view : undefined
  } catch {
    return undefined
  }
}
