/**
 * How an attempt may end, and all that has to be true then. A refusal is pinned to the step it happens
 * at, so that a module cannot pass because something else went wrong earlier.
 */
import { expect } from 'vitest'
import type { Attempt } from './sign-in.ts'

const failed = '/problem?code=login-failed'

export function expectSignedIn({ session, landing, stored }: Attempt): void {
  expect(session).toMatchObject({ status: 'signed-in', user: { sub: 'ada' } })
  expect(landing).toBe('/')
  expect(stored).toContain('session')
}

/** The person was never sent to the authorization server. */
export function expectNotStarted(attempt: Attempt, landing = failed): void {
  expectSignedOut(attempt, landing)
  expect(attempt.liar.seen.authorize).toHaveLength(0)
}

/** The response was refused as it came: no token request. */
export function expectCodeUnused(attempt: Attempt, landing = failed): void {
  expectSignedOut(attempt, landing)
  const { authorize, token } = attempt.liar.seen
  expect(authorize).not.toHaveLength(0)
  expect(token).toHaveLength(0)
}

/** The tokens came and were refused before anything of them was used (TK-10): userinfo, the API too, saw nothing. */
export function expectTokensUnused(attempt: Attempt, landing = failed): void {
  expectSignedOut(attempt, landing)
  const { token, userinfo } = attempt.liar.seen
  expect(token).not.toHaveLength(0)
  expect(userinfo).toHaveLength(0)
}

/** On that page, by a redirect; one word in the log; no session in browser or store; no secret in either. */
export function expectSignedOut(attempt: Attempt, landing: string): void {
  const { bff, browser, liar, response, session, stored } = attempt
  expect(attempt.landing).toBe(landing)
  expect(response.hops.at(-2)?.status).toBe(303)
  expect(attempt.failures).toHaveLength(1)
  expect(attempt.failures[0]?.cause ?? attempt.failures[0]?.why).toBeDefined()
  expect(session).toEqual({ status: 'signed-out' })
  expect(browser.jar.all('localhost').map(({ name }) => name)).not.toContain('claimcheck-dev')
  expect(stored.filter((kind) => kind !== 'burned')).toEqual([])
  const told = bff.log.join('') + toldByUs(attempt)
  expect(liar.issued.filter((secret) => told.includes(secret))).toEqual([])
}

/** Everything of the BFF's answers that reached the browser, headers included. */
export function toldByUs({ bff, response }: Attempt): string {
  const ours = response.hops.filter(({ url }) => url.startsWith(bff.origin))
  return JSON.stringify(ours.map(({ status, headers }) => [status, ...headers])) + response.text
}
