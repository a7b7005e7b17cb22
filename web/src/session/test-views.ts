/** For tests: session views as the BFF sends them. */
import type { SignedInView } from 'shared/session'

export function signedInAs(
  sub: string,
  user: Partial<SignedInView['user']> = {},
  session: Partial<SignedInView['session']> = {},
): SignedInView {
  return {
    status: 'signed-in',
    user: { sub, name: 'Ada', ...user },
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
