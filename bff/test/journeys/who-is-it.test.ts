/** What the app learns about a person: chosen claims, how they signed in, and what was granted. */
import type { SignedInView } from 'shared/session'
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

async function viewOf(person: string, parameters: Record<string, string> = {}) {
  const { origin } = await openHouse()
  const browser = createBrowser()
  await signIn(browser, origin, person, { parameters })
  const answer = await browser.fetch(`${origin}/auth/session`)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return (await answer.json()) as SignedInView
}

it('shows chosen claims and nothing else [SC-19, TS-02]', async () => {
  const { user, session } = await viewOf('alice')
  expect(Object.keys(user).sort()).toEqual([
    'email',
    'emailVerified',
    'name',
    'preferredUsername',
    'roles',
    'sub',
  ])
  expect(Object.keys(session).sort()).toEqual([
    'absoluteExpiresIn',
    'acr',
    'amr',
    'authTime',
    'handle',
    'idleExpiresIn',
    'now',
    'scope',
    'service',
  ])
})

it('knows an administrator by the roles claim', async () => {
  expect((await viewOf('bob')).user.roles).toContain('admin')
})

it('gets along without an e-mail address', async () => {
  const { user } = await viewOf('eve')
  expect(user.email).toBeUndefined()
  expect(user.name).toBeTypeOf('string')
})

it('passes on that a second factor was used, when it was asked for [ID-11]', async () => {
  const twoFactor = 'urn:claimcheck:two-factor'
  const { session } = await viewOf('alice', { acr_values: twoFactor })
  expect(session.acr).toBe(twoFactor)
  expect(session.amr).toContain('otp')
})

it('knows what was granted [TK-09]', async () => {
  const { session } = await viewOf('alice')
  expect(session.scope.split(' ')).toContain('notes:read')
})
