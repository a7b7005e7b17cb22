/**
 * GET end session → 303 to the post-logout redirect URI with the `state` it came with, when the hint is an
 * ID token of ours (RP-Initiated Logout §2, §3); else a page that goes nowhere. On the way it tells the
 * client by back channel, or by a frame in its page, when that was agreed. Since a test's BFF picks its
 * port late, the logout URIs are those at the origin of the post-logout redirect URI.
 */
import type { Books } from './books.ts'
import { type About, tellClient } from './logout-token.ts'
import { type Answer, htmlPage, page, redirect, type Seen } from './wire.ts'

export async function endSession(books: Books, request: Seen): Promise<Answer> {
  const asked = request.method === 'POST' ? request.body : request.url.searchParams
  const hint = books.idTokens.get(asked.get('id_token_hint') ?? '')
  const back = URL.parse(asked.get('post_logout_redirect_uri') ?? '')
  if (hint === undefined) return page('no valid hint')
  if (back === null || !['localhost', '127.0.0.1'].includes(back.hostname)) {
    return page('You are signed out.', 200)
  }
  const { sub, sid } = hint as About
  if (books.lies.backchannelLogout) await tellClient(books, back.origin, { sub, sid })
  const response = new URLSearchParams()
  const state = asked.get('state')
  if (state !== null) response.set('state', state)
  back.search = String(books.lies.endSessionReturn(response))
  return books.lies.frontchannelLogout ? framing(books, back, String(sid)) : redirect(back)
}

/** Front-Channel Logout §3: a page that shows the client's in a frame and then leads on. */
function framing({ issuer, lies }: Books, back: URL, sid: string): Answer {
  const query = lies.frontchannelQuery(new URLSearchParams({ iss: issuer, sid }))
  const frame = `${back.origin}/auth/frontchannel-logout?${query}`
  return htmlPage(`<iframe src="${frame}"></iframe><a href="${back.href}">On</a>`)
}
