/** A page that refreshes by itself keeps nobody signed in, and saying so is good for nothing else. */
import type { SignedInView } from 'shared/session'
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000
const passive = { 'x-passive': '1' }

it('calls that say they are passive are answered and do not move the idle limit [SC-10]', async () => {
  const house = await openHouse()
  const browser = await signedIn(house)
  for (const minutes of [10, 10, 9]) {
    house.bff.clock.advance(minutes * minuteMs)
    expect((await notes(house, browser, passive)).status).toBe(200)
  }
  expect(await idleLeft(house, browser)).toBeLessThanOrEqual(60)
  house.bff.clock.advance(2 * minuteMs)
  const late = await notes(house, browser, passive)
  expect(late.status).toBe(401)
  expect(await late.json()).toMatchObject({ code: 'session-ended', reason: 'idle' })
})

it.each([{}, { 'x-passive': '0' }])('a call with %o moves it [SC-10]', async (headers) => {
  const house = await openHouse()
  const browser = await signedIn(house)
  house.bff.clock.advance(20 * minuteMs)
  await notes(house, browser, headers)
  await expect.poll(() => idleLeft(house, browser)).toBeGreaterThan(29 * 60)
})

it('the word goes no further than to us', async () => {
  const house = await openHouse()
  const browser = await signedIn(house)
  const answer = await notes(house, browser, passive)
  expect(answer.headers.get('x-passive')).toBeNull()
  const asked = await browser.fetch(`${house.origin}/auth/session/extend`, {
    method: 'POST',
    headers: passive,
  })
  expect(asked.status).toBe(200)
})

async function signedIn({ origin }: House): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  return browser
}

function notes({ origin }: House, browser: Browser, headers: Record<string, string>) {
  return browser.fetch(`${origin}/api/notes`, { headers })
}

async function idleLeft({ origin }: House, browser: Browser): Promise<number> {
  const answer = await browser.fetch(`${origin}/auth/session`)
  return ((await answer.json()) as SignedInView).session.idleExpiresIn
}
