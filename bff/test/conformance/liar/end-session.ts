/**
 * GET end session → 303 to the post-logout redirect URI with the `state` it came with, when the hint is an
 * ID token of ours (RP-Initiated Logout §2, §3); else a page that goes nowhere.
 */
import type { Books } from './books.ts'
import { type Answer, page, redirect, type Seen } from './wire.ts'

export function endSession(books: Books, request: Seen): Answer {
  const asked = request.method === 'POST' ? request.body : request.url.searchParams
  const back = URL.parse(asked.get('post_logout_redirect_uri') ?? '')
  if (!books.issued.includes(asked.get('id_token_hint') ?? '')) return page('no valid hint')
  if (back === null || !['localhost', '127.0.0.1'].includes(back.hostname)) {
    return page('You are signed out.', 200)
  }
  const response = new URLSearchParams()
  const state = asked.get('state')
  if (state !== null) response.set('state', state)
  back.search = String(books.lies.endSessionReturn(response))
  return redirect(back)
}
