/** What became of my sign-ins lately: told to me alone, without anything that would be of use to anybody. */
import type { SessionView } from 'shared/session'
import { type ActivityEntry, SessionList } from 'shared/sessions'
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

it('tells of sign-ins and ends, the latest first, and why [SC-22]', async () => {
  const house = await openHouse()
  const phone = await signedIn(house, 'alice')
  house.bff.clock.advance(60_000)
  const laptop = await signedIn(house, 'alice')
  const handle = await handleOf(house, phone)
  await laptop.fetch(`${house.origin}/auth/sessions/${handle}`, { method: 'DELETE' })

  const told = await toldTo(house, laptop)

  expect(told.map(({ what, reason }) => [what, reason])).toEqual([
    ['ended', 'other-device'],
    ['signed-in', undefined],
    ['signed-in', undefined],
  ])
  expect([told[0]?.handle, told[2]?.handle]).toEqual([handle, handle])
  expect(told[1]!.at - told[2]!.at).toBeGreaterThanOrEqual(60)
})

it('tells nobody of anybody else', async () => {
  const house = await openHouse()
  const bob = await signedIn(house, 'bob')
  await signedIn(house, 'alice')
  expect(await toldTo(house, bob)).toHaveLength(1)
})

it('tells of a sign-in that replaced another once, and of a step-up as what it is, and of no secret', async () => {
  const house = await openHouse()
  const browser = await signedIn(house, 'alice')
  await browser.visit(`${house.origin}/auth/login`, { from: `${house.origin}/` })
  await browser.visit(`${house.origin}/auth/login?max_age=3600`, { from: `${house.origin}/` })
  const answer = await browser.fetch(`${house.origin}/auth/sessions`)
  const text = await answer.text()
  const told = SessionList.parse(JSON.parse(text)).activity ?? []
  expect(told.map(({ what }) => what)).toEqual(['confirmed', 'signed-in', 'signed-in'])
  for (const { value } of browser.jar.all('localhost')) expect(text).not.toContain(value)
  expect(text).not.toMatch(/token|127\.0\.0|Mozilla/)
})

async function signedIn({ origin }: House, person: string): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, person)
  return browser
}

async function toldTo({ origin }: House, browser: Browser): Promise<ActivityEntry[]> {
  const answer = await browser.fetch(`${origin}/auth/sessions`)
  return SessionList.parse(await answer.json()).activity ?? []
}

async function handleOf({ origin }: House, browser: Browser): Promise<string> {
  const answer = await browser.fetch(`${origin}/auth/session`)
  const view = (await answer.json()) as SessionView
  return view.status === 'signed-in' ? view.session.handle : ''
}
