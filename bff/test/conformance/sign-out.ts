/** The other half of the driver: the person presses "Sign out" and follows where it leads. */
import type { SessionView } from 'shared/session'
import type { Attempt } from './sign-in.ts'

export async function signOut(bff: Attempt['bff'], browser: Attempt['browser']) {
  const answer = await browser.fetch(`${bff.origin}/auth/logout`, { method: 'POST' })
  const { location } = (await answer.json()) as { location: string }
  const response = await browser.visit(new URL(location, bff.origin).href)
  const after = await browser.fetch(`${bff.origin}/auth/session`)
  return { location, response, session: (await after.json()) as SessionView }
}
