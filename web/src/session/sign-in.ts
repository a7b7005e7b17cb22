/**
 * Signing in, again or more surely: a page visit, in this tab or in a window of its own (never a fetch,
 * RFC 10017 §6.1).
 *
 * The window keeps this page as it is. It ends at `/signed-in`, which says so on the channel of all tabs; the
 * page waits for no other sign, because there is none to trust: a login page with a Cross-Origin-Opener-Policy
 * makes the window look closed while it is open. A browser that opens no window gives null at once, and then
 * this tab goes itself.
 */
import { paths } from 'shared/paths'
import { cover } from './cover.ts'
import type { Drafts } from './drafts.ts'
import { loginPath, returnPathOf, type SignInWish } from './return-path.ts'

const features = 'popup,width=520,height=760'

export interface SignInOptions extends SignInWish {
  /** `popup` only in answer to a press: browsers block any other. */
  window?: 'this' | 'popup'
  returnTo?: string
}

export interface SignInDeps {
  window: Window
  /** Who has typed what is on this page; nobody, when nothing is to be kept. */
  sub: string | undefined
  drafts: Pick<Drafts, 'keep'>
}

export function signIn(deps: SignInDeps, options: SignInOptions = {}): void {
  const { window: which = 'this', returnTo, ...wish } = options
  if (which === 'popup' && openWindow(deps.window, wish)) return
  const { window, sub, drafts } = deps
  if (sub !== undefined) drafts.keep(sub)
  cover(window.document)
  window.location.assign(loginPath(returnTo ?? returnPathOf(window.location, '/'), wish))
}

function openWindow(window: Window, wish: SignInWish): boolean {
  const returnTo = `${paths.signedInPage}?attempt=${window.crypto.randomUUID()}`
  // Without `noopener`, which always answers null; our own policy cuts the tie as soon as it leaves.
  return (
    window.open(loginPath(returnTo, { ...wish, display: 'popup' }), '_blank', features) !== null
  )
}
