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
import { tellSession } from './session-query.ts'

/** No schema for one text: the library that reads them is not part of the first load. */
const answer = {
  parse(value: unknown): { location: string } {
    const location: unknown = Object(value).location
    if (typeof location !== 'string') throw new TypeError('There is no place to go to in this.')
    return { location }
  },
}

export async function signOut(client: QueryClient, window: Window): Promise<void> {
  noteFact(client, 'leaving', true)
  const next = await endSession().catch((failure: unknown) => {
    noteFact(client, 'leaving', false)
    throw failure
  })
  cover(window.document)
  tellSession(client, { type: 'left' })
  const url = new URL(next, window.location.href)
  window.location.assign(safeLink(url.href) ?? paths.signedOutPage)
}

async function endSession(): Promise<string> {
  try {
    const { location } = await request(paths.logout, { method: 'POST', schema: answer })
    return location
  } catch (error) {
    // Already over, in another tab or by itself: that is what was wanted.
    if (refusalIn(error)) return paths.signedOutPage
    throw error
  }
}
