/**
 * The driver's fourth part: somebody signs out at the authorization server, which tells us – by a POST of
 * its own that has neither a cookie nor anything a browser adds, or through a frame from which browsers
 * withhold the cookie.
 */
import type { SessionView } from 'shared/session'
import { expect } from 'vitest'
import type { Page } from '../browser.ts'
import { exchange } from '../wire.ts'
import type { Lies } from './liar/lies.ts'
import { type Attempt, type EncounterOptions, openEncounter } from './sign-in.ts'
import { signOut } from './sign-out.ts'

/** @param more fields beside the token, or in its place */
export function tellOfLogout(
  bff: Attempt['bff'],
  logoutToken: string | undefined,
  more: Record<string, string> = {},
): Promise<Response> {
  const form = { ...(logoutToken !== undefined && { logout_token: logoutToken }), ...more }
  return post(bff, new URLSearchParams(form).toString())
}

export function post(
  { origin }: Attempt['bff'],
  body: string,
  type = 'application/x-www-form-urlencoded',
): Promise<Response> {
  const url = new URL('/auth/backchannel-logout', origin)
  return exchange(url, { method: 'POST', headers: new Headers({ 'content-type': type }), body })
}

/** What the authorization server's page shows in a frame. */
export function openFrame(src: string): Promise<Response> {
  const headers = new Headers({
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'iframe',
    accept: 'text/html',
  })
  return exchange(new URL(src), { method: 'GET', headers })
}

export function frameOf(page: Page): string {
  return /<iframe src="([^"]+)"/.exec(page.text)?.[1] ?? ''
}

export async function viewOf({ bff, browser }: Attempt): Promise<SessionView> {
  const answer = await browser.fetch(`${bff.origin}/auth/session`)
  return (await answer.json()) as SessionView
}

/** A sign-in, and a logout token for it with one lie in it. */
export async function signInAndTell(lie?: Partial<Lies>, options?: EncounterOptions) {
  const encounter = await openEncounter(lie, options)
  const attempt = await encounter.signIn()
  const token = await encounter.liar.logoutToken(encounter.liar.signIns[0]!)
  return { ...attempt, token, answer: await tellOfLogout(attempt.bff, token) }
}

/**
 * As the suite does it: the person signs out here, is sent to the authorization server, and while they are
 * there it sends the logout token. Their session is over by then, so a witness shows what the token does:
 * another browser under the same session at the server.
 */
export async function signOutWithWitness(lie: Partial<Lies>, options?: EncounterOptions) {
  const sameSession = { idTokenClaims: (claims: object) => ({ ...claims, sid: 'one-for-both' }) }
  const encounter = await openEncounter({ ...sameSession, ...lie }, options)
  const witness = await encounter.signIn()
  const { bff, browser, liar } = await encounter.signIn()
  const { response } = await signOut(bff, browser)
  return { ...witness, bff, browser, witness, page: response, answer: liar.told[0]! }
}

/** RFC 6749 §5.2's form, no detail, nothing to be cached – and the reason in the log alone. */
export async function expectRefused(answer: Response, attempt: Attempt, why: string) {
  await expectRefusal(answer, attempt.bff, why)
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })
}

export async function expectRefusal(answer: Response, bff: Attempt['bff'], why: string) {
  expect(answer.status).toBe(400)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toEqual({ error: 'invalid_request' })
  expect(bff.logged('logout.provider-refused')).toEqual([
    expect.objectContaining({ channel: 'back', why, ref: expect.any(String) }),
  ])
}

/** Back-Channel Logout §2.8. */
export async function expectDone(answer: Response) {
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.text()).toBe('')
}
