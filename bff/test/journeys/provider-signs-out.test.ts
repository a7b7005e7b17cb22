/**
 * Signed out somewhere else: at the authorization server itself, or from another app that uses it. It tells
 * us from server to server, and the next thing the person does here finds them signed out.
 */
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

async function signedIn({ origin }: House, person: string): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, person)
  return browser
}

/** Its own sign-out page, reached without us: nobody vouches for the wish, so it asks. */
async function signOutThere({ world }: House, browser: Browser) {
  const page = await browser.visit(`${world.authorizationServer.issuer}/session/end`)
  expect(page.text).toContain('Sign out here too?')
  return browser.press(page, 'logout', 'yes')
}

async function statusOf({ origin }: House, browser: Browser) {
  const answer = await browser.fetch(`${origin}/auth/session`)
  return ((await answer.json()) as { status: string }).status
}

it('ends the session here when the person signs out there [LO-14, LO-17]', async () => {
  const house = await openHouse()
  const browser = await signedIn(house, 'alice')
  expect(await statusOf(house, browser)).toBe('signed-in')

  await signOutThere(house, browser)
  expect(await statusOf(house, browser)).toBe('signed-out')
  const refused = await browser.fetch(`${house.origin}/api/notes`)
  expect([refused.status, refused.headers.get('claimcheck-refusal')]).toEqual([
    401,
    'session-ended',
  ])
})

it('leaves other people, and the same person on another device, signed in [LO-14]', async () => {
  const house = await openHouse()
  const alice = await signedIn(house, 'alice')
  const others = [await signedIn(house, 'alice'), await signedIn(house, 'bob')]
  await signOutThere(house, alice)
  expect(await statusOf(house, alice)).toBe('signed-out')
  for (const other of others) expect(await statusOf(house, other)).toBe('signed-in')
})

it('revokes the tokens of the session, and says in the log who ended it [LO-16, EL-05]', async () => {
  const recorded = recordingFetch()
  const house = await openHouse({ fetch: recorded.fetch })
  await signOutThere(house, await signedIn(house, 'alice'))
  await house.bff.close()
  expect(recorded.to('/revocation').map(({ status }) => status)).toEqual([200])
  expect(house.bff.logged('logout.provider')).toEqual([
    expect.objectContaining({ channel: 'back', by: 'sid', sessions: 1 }),
  ])
  expect(house.bff.logged('session.ended')).toEqual([
    expect.objectContaining({ reason: 'back-channel', subject: expect.any(String) }),
  ])
})

it('works with a server that signs by ES256', async () => {
  const house = await openHouse({ world: { traits: { idTokenAlg: 'ES256' } } })
  const browser = await signedIn(house, 'alice')
  await signOutThere(house, browser)
  expect(await statusOf(house, browser)).toBe('signed-out')
})
