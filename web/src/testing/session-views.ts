/** For tests: what the BFF says of a browser, as it says it. */
import type { EndReason, SessionView, SignedInView } from 'shared/session'

/** Ada, signed in a minute ago, unless said otherwise: `signedIn({ roles: ['admin'] }, { acr: 'gold' })`. */
export function signedIn(
  user: Partial<SignedInView['user']> = {},
  session: Partial<SignedInView['session']> = {},
): SignedInView {
  return {
    status: 'signed-in',
    user: { sub: 'ada', name: 'Ada', ...user },
    session: {
      handle: 'h-1',
      authTime: 1_800_000_000,
      scope: 'openid notes:read',
      now: 1_800_000_060,
      idleExpiresIn: 1_800,
      absoluteExpiresIn: 43_200,
      ...session,
    },
  }
}

export function signedOut(reason?: EndReason): SessionView {
  return { status: 'signed-out', ...(reason && { reason }) }
}
