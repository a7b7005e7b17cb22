/** "Where I am signed in": a person sees their own sessions, knows the devices again, and ends what is not theirs. */
import type { SessionView } from 'shared/session'
import { type SessionEntry, SessionList } from 'shared/sessions'
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { keepSessions } from '../keep-sessions.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000
const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

it('lists my sessions and nobody else’s, the last active first [SC-22]', async () => {
  const house = await openHouse()
  const phone = await signedIn(house, 'alice')
  house.bff.clock.advance(5 * minuteMs)
  const laptop = await signedIn(house, 'alice')
  await signedIn(house, 'bob')

  const entries = await listOf(house, laptop)

  expect(entries.map(({ current }) => current)).toEqual([true, false])
  expect(entries.map(({ handle }) => handle)).toEqual([
    await handleOf(house, laptop),
    await handleOf(house, phone),
  ])
  const [mine, other] = entries as [SessionEntry, SessionEntry]
  expect(mine.lastActiveAt - other.lastActiveAt).toBeGreaterThanOrEqual(4 * 60)
  expect(other.lastActiveAt).toBeGreaterThanOrEqual(other.createdAt)
  expect(other.idleExpiresIn).toBeLessThanOrEqual(25 * 60)
  expect(mine.absoluteExpiresIn - other.absoluteExpiresIn).toBeGreaterThanOrEqual(5 * 60)
})

it('is not activity, and moves up whoever was active', async () => {
  const house = await openHouse()
  const [phone, laptop] = [await signedIn(house, 'alice'), await signedIn(house, 'alice')]
  house.bff.clock.advance(10 * minuteMs)
  await laptop.fetch(`${house.origin}/api/notes`)
  const [, before] = await listOf(house, phone)
  const left = async () =>
    ((await viewOf(house, phone)) as { session: { idleExpiresIn: number } }).session.idleExpiresIn
  const leftBefore = await left()
  await listOf(house, phone)

  expect(before!.lastActiveAt - before!.createdAt).toBeGreaterThanOrEqual(9 * 60)
  expect(await left()).toBeLessThanOrEqual(leftBefore)
})

it('tells the device in words and never repeats what the browser said [SC-22]', async () => {
  const house = await openHouse()
  const browser = createBrowser()
  const page = await signIn(browser, house.origin, 'alice')
  await signInAs(house, browser, chrome)
  const answer = await browser.fetch(`${house.origin}/auth/sessions`)
  const text = await answer.text()

  expect(page.status).toBe(200)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect(SessionList.parse(JSON.parse(text)).sessions[0]).toMatchObject({
    device: 'Chrome on macOS',
  })
  expect(text).not.toMatch(/Mozilla|AppleWebKit|142|127\.0\.0|token/)
})

it('ends the one I name, which is told why [SC-22, SC-13]', async () => {
  const house = await openHouse()
  const [phone, laptop] = [await signedIn(house, 'alice'), await signedIn(house, 'alice')]

  const ended = await end(house, laptop, await handleOf(house, phone))

  expect(ended.status).toBe(204)
  const refused = await phone.fetch(`${house.origin}/api/notes`)
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'other-device' })
  expect(await viewOf(house, phone)).toEqual({ status: 'signed-out', reason: 'other-device' })
  expect(await viewOf(house, laptop)).toMatchObject({ status: 'signed-in' })
  expect(house.bff.logged('session.ended')).toMatchObject([{ reason: 'other-device' }])
})

it('ends all others at once and leaves me where I am [SC-22, SC-13]', async () => {
  const house = await openHouse()
  const here = await signedIn(house, 'alice')
  const others = [await signedIn(house, 'alice'), await signedIn(house, 'alice')]
  const bob = await signedIn(house, 'bob')

  const answer = await here.fetch(`${house.origin}/auth/sessions`, { method: 'DELETE' })

  expect(await answer.json()).toEqual({ ended: 2 })
  expect(await listOf(house, here)).toMatchObject([{ current: true }])
  for (const other of others) {
    expect((await other.fetch(`${house.origin}/api/notes`)).status).toBe(401)
  }
  expect(await viewOf(house, bob)).toMatchObject({ status: 'signed-in' })
})

it('signs me out when I end the session I am in', async () => {
  const house = await openHouse()
  const browser = await signedIn(house, 'alice')
  const answer = await end(house, browser, await handleOf(house, browser))
  expect(await answer.json()).toEqual({ location: expect.stringContaining('/session/end') })
  expect(await viewOf(house, browser)).toEqual({ status: 'signed-out' })
  expect(house.bff.logged('session.ended')).toMatchObject([{ reason: 'user' }])
})

it('knows no handle but my own [SC-22]', async () => {
  const house = await openHouse()
  const [alice, bob] = [await signedIn(house, 'alice'), await signedIn(house, 'bob')]
  const foreign = await end(house, alice, await handleOf(house, bob))
  const madeUp = await end(house, alice, 'aaaaaaaaaaaaaaaa')
  const [said, saidToo] = [await foreign.json(), await madeUp.json()]

  expect([foreign.status, madeUp.status]).toEqual([404, 404])
  expect({ ...(said as object), ref: '' }).toEqual({ ...(saidToo as object), ref: '' })
  expect(await viewOf(house, bob)).toMatchObject({ status: 'signed-in' })
})

it.each([
  ['GET', '/auth/sessions'],
  ['DELETE', '/auth/sessions'],
  ['DELETE', '/auth/sessions/aaaaaaaaaaaaaaaa'],
])('asks whoever is not signed in to sign in: %s %s', async (method, path) => {
  const { origin } = await openHouse()
  const answer = await createBrowser().fetch(origin + path, { method })
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'session-required' })
})

it('shows fifty and ends more, records of the release before among them [SC-22]', async () => {
  const house = await openHouse()
  const browser = await signedIn(house, 'alice')
  await keepSessions(house, 'alice', 60)

  const entries = await listOf(house, browser)
  const answer = await browser.fetch(`${house.origin}/auth/sessions`, { method: 'DELETE' })

  expect(entries).toHaveLength(50)
  expect(entries[0]).toMatchObject({ current: true })
  expect(entries[1]).not.toHaveProperty('device')
  expect(await answer.json()).toEqual({ ended: 60 })
})

it('notices a cookie that is used after sign-out', async () => {
  const house = await openHouse()
  const browser = await signedIn(house, 'alice')
  const copies = browser.jar.all('localhost')
  await browser.fetch(`${house.origin}/auth/logout`, { method: 'POST' })
  const thief = createBrowser()
  for (const copy of copies) thief.jar.plant(copy)

  await thief.fetch(`${house.origin}/api/notes`)

  const [ended] = house.bff.logged('session.ended')
  expect(house.bff.logged('session.used-after-end')).toMatchObject([
    { level: 'warn', session: ended!.session, subject: ended!.subject, reason: 'user' },
  ])
})

async function signedIn({ origin }: House, person: string): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, person)
  return browser
}

/** Signs in once more, which takes no page: the authorization server knows who it is. */
function signInAs({ origin }: House, browser: Browser, userAgent: string) {
  const headers = { 'user-agent': userAgent }
  return browser.visit(`${origin}/auth/login`, { from: `${origin}/`, headers })
}

async function listOf({ origin }: House, browser: Browser) {
  const answer = await browser.fetch(`${origin}/auth/sessions`)
  return SessionList.parse(await answer.json()).sessions
}

async function viewOf({ origin }: House, browser: Browser): Promise<SessionView> {
  return (await browser.fetch(`${origin}/auth/session`)).json() as Promise<SessionView>
}

async function handleOf(house: House, browser: Browser): Promise<string> {
  const view = await viewOf(house, browser)
  return view.status === 'signed-in' ? view.session.handle : ''
}

function end({ origin }: House, browser: Browser, handle: string) {
  return browser.fetch(`${origin}/auth/sessions/${handle}`, { method: 'DELETE' })
}
