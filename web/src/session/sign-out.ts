/**
 * Signing out: a POST by script (a GET would be pulled by link prefetch), then a page visit to where the BFF
 * says – the authorization server's end-session page or our own. The page covers itself first, so that
 * nothing private is on screen, or in the browser's memory of it, from the moment the session is over.
 */
import type { QueryClient } from '@tanstack/react-query'
import { paths } from 'shared/paths'
import { request } from '../http.ts'
import { safeLink } from '../safe-link.ts'
import { refusalIn } from './ask-session.ts'
import { cover } from './cover.ts'
import { noteFact } from './page-facts.ts'
import { sessionNow, tellSession } from './session-query.ts'
import { noteStillThere } from './still-there.ts'

/** No schema for one text: the library that reads them is not part of the first load. */
const answer = {
  parse(value: unknown): { location: string } {
    const location: unknown = Object(value).location
    if (typeof location !== 'string') throw new TypeError('There is no place to go to in this.')
    return { location }
  },
}

/** @param onlyHere not at the sign-in service as well, where they may want to stay */
export async function signOut(
  client: QueryClient,
  window: Window,
  onlyHere = false,
): Promise<void> {
  noteFact(client, 'leaving', true)
  const next = await endSession(onlyHere).catch((failure: unknown) => {
    noteFact(client, 'leaving', false)
    throw failure
  })
  cover(window.document)
  const now = sessionNow(client)
  const isOver = next.startsWith('/') && 'view' in now
  noteStillThere(() => window.sessionStorage, isOver ? now.view.session.service : undefined)
  tellSession(client, { type: 'left' })
  const url = new URL(next, window.location.href)
  window.location.assign(safeLink(url.href) ?? paths.signedOutPage)
}

async function endSession(onlyHere: boolean): Promise<string> {
  const path = onlyHere ? `${paths.logout}?only=here` : paths.logout
  try {
    const { location } = await request(path, { method: 'POST', schema: answer })
    return location
  } catch (error) {
    // Already over, in another tab or by itself: that is what was wanted.
    if (refusalIn(error)) return paths.signedOutPage
    throw error
  }
}
