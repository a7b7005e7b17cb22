/** What a page hears of its session while it only listens: that it expires, goes on after all, or is over. */
import { SessionEnded, SessionExpiring, SessionExtended } from 'shared/session-events'
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openEventSource } from '../event-source.ts'
import { instanceCount } from '../instances.ts'
import { openBff } from '../open-bff.ts'
import { type HouseOptions, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'
import { askWith } from '../threats/scene.ts'

const minuteMs = 60_000
const seconds = { timeout: 5_000 }

async function aliceListening(options: HouseOptions = {}) {
  const house = await openHouse(options)
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  const listen = (lastEventId?: string) =>
    openEventSource(browser, `${house.origin}/auth/events`, lastEventId)
  const events = await listen()
  // What a request of this browser at another instance would be.
  const askElsewhere = async (path: string) => {
    const env = { ...house.world.env, APP_ORIGIN: house.origin, PORT: '0' }
    const { clock, storage } = house.bff
    const second = await openBff({ env, clock, storage })
    onTestFinished(() => second.close())
    const cookie = browser.jar.headerFor(new URL(house.origin), 'same-site') ?? ''
    return askWith(cookie, second.origin + path, 'POST')
  }
  const ask = (path: string, method = 'GET') => browser.fetch(house.origin + path, { method })
  return {
    ...house,
    browser,
    events,
    listen,
    ask,
    askElsewhere,
    /** Lets time pass, in one step, and a round after it. */
    async later(ms: number) {
      house.bff.clock.advance(ms)
      await house.bff.tick()
    },
  }
}

it('opens at once, uncached and unbuffered, and says how to come back', async () => {
  const { events } = await aliceListening()
  expect(events.status).toBe(200)
  expect(events.headers.get('content-type')).toContain('text/event-stream')
  expect(events.headers.get('cache-control')).toBe('no-store')
  expect(events.headers.get('x-accel-buffering')).toBe('no')
  await expect.poll(() => events.text()).toMatch(/^retry: \d{4}\nid: [\w-]+\.open\n\n$/)
})

it('beats in every round, and is silent otherwise', async () => {
  const { events, later } = await aliceListening()
  await later(1)
  await later(1)
  await expect.poll(() => events.text()).toMatch(/\.open\n\n(:\n\n){2}$/)
  expect(events.events()).toEqual([])
})

it('tells every tab that another one signed out, and why, and is over [LO-08, SC-13]', async () => {
  const { ask, events, listen } = await aliceListening()
  const otherTab = await listen()

  const signedOut = await ask('/auth/logout', 'POST')

  for (const tab of [events, otherTab]) {
    await tab.over
    expect(tab.events()).toEqual([{ event: 'ended', data: { reason: 'user' } }])
    expect(SessionEnded.parse(tab.events()[0]!.data)).toEqual({ reason: 'user' })
  }
  expect(signedOut.headers.get('clear-site-data')).toBe('"cache", "storage"')
})

it('tells what ended at another instance [SC-13]', async () => {
  const { askElsewhere, events } = await aliceListening()
  await askElsewhere('/auth/logout')
  await events.over
  expect(events.events()).toEqual([{ event: 'ended', data: { reason: 'user' } }])
})

it('warns two minutes before the idle limit, once, and tells the end', async () => {
  const { events, later } = await aliceListening()
  await later(27 * minuteMs)
  expect(events.events()).toEqual([])
  await later(minuteMs + 1000)
  await later(1000)
  await expect.poll(() => events.events()).toMatchObject([{ event: 'expiring' }])
  const { limit, idleExpiresIn } = SessionExpiring.parse(events.events()[0]!.data)
  expect([limit, idleExpiresIn]).toEqual(['idle', expect.closeTo(118, -1)])

  await later(2 * minuteMs)
  await events.over
  expect(events.events().at(-1)).toEqual({ event: 'ended', data: { reason: 'idle' } })
})

it.each([
  ['"stay signed in"', '/auth/session/extend', 'POST'],
  ['a call to an API', '/api/notes', 'GET'],
])('takes the warning back after %s', async (_what, path, method) => {
  const { ask, events, later, bff } = await aliceListening()
  await later(29 * minuteMs)
  await ask(path, method)
  // A call is announced to nobody: another instance finds out in its next round.
  await expect
    .poll(async () => bff.tick().then(() => events.events()))
    .toMatchObject([{ event: 'expiring' }, { event: 'extended' }])
  const { idleExpiresIn } = SessionExtended.parse(events.events()[1]!.data)
  expect(idleExpiresIn).toBeGreaterThan(29 * 60)
})

it('takes it back as well when another instance was asked', async () => {
  const { askElsewhere, events, later } = await aliceListening()
  await later(29 * minuteMs)
  await askElsewhere('/auth/session/extend')
  await expect
    .poll(() => events.events())
    .toMatchObject([{ event: 'expiring' }, { event: 'extended' }])
})

it('warns five minutes before the absolute limit, which nothing moves [SC-11]', async () => {
  const { ask, events, later } = await aliceListening({ env: { SESSION_ABSOLUTE_SECONDS: '2400' } })
  await later(20 * minuteMs)
  await ask('/auth/session/extend', 'POST')
  // The word may still be on its way from another instance, and the next one would overtake it.
  await expect.poll(() => events.events()).toMatchObject([{ event: 'extended' }])
  await later(15 * minuteMs)
  await ask('/auth/session/extend', 'POST')
  await expect
    .poll(() => events.events())
    .toMatchObject([{ event: 'extended' }, { event: 'expiring', data: { limit: 'absolute' } }])
  await later(5 * minuteMs)
  await events.over
  expect(events.events().at(-1)).toEqual({ event: 'ended', data: { reason: 'absolute' } })
})

it('never extends the session by listening [SC-10]', async () => {
  const { ask, listen, later } = await aliceListening()
  for (let minute = 0; minute < 30; minute += 1) {
    const again = await listen()
    await later(minuteMs)
    again.close()
  }
  expect(await (await ask('/auth/session')).json()).toEqual({
    status: 'signed-out',
    reason: 'idle',
  })
})

it('tells a page that was away that its session is over, and then lets it rest', async () => {
  const { ask, bff, events, listen } = await aliceListening()
  await expect.poll(() => events.lastEventId()).toBeDefined()
  events.close()
  bff.clock.advance(31 * minuteMs)
  await ask('/api/notes') // by this the session ends, and nobody listens

  const back = await listen(events.lastEventId())
  await back.over
  expect(back.events()).toEqual([{ event: 'ended', data: { reason: 'idle' } }])
  expect((await listen(back.lastEventId())).status).toBe(204)
})

it('tells a page that was away that the warning it heard is over', async () => {
  const { ask, events, later, listen } = await aliceListening()
  await later(29 * minuteMs)
  await expect.poll(() => events.lastEventId()).toMatch(/\.idle$/)
  events.close()
  await ask('/auth/session/extend', 'POST')

  const back = await listen(events.lastEventId())
  await expect.poll(() => back.events()).toMatchObject([{ event: 'extended' }])
})

it('tells a page that it is over although the browser has another session by now', async () => {
  const { browser, events, listen, origin } = await aliceListening()
  await expect.poll(() => events.lastEventId()).toBeDefined()
  const before = events.lastEventId()
  await signIn(browser, origin, 'alice')

  await events.over
  expect(events.events()).toEqual([{ event: 'ended', data: { reason: 'replaced' } }])
  const missedIt = await listen(before)
  await missedIt.over
  expect(missedIt.events()).toMatchObject([{ event: 'ended' }])
})

it('has nothing to say to whoever is not signed in: 204, or the browser would ask for ever', async () => {
  const { origin } = await openHouse()
  expect((await openEventSource(createBrowser(), `${origin}/auth/events`)).status).toBe(204)
})

it('holds eight streams of a session at each instance, and tells the oldest not to come back', async () => {
  const { events, later, listen } = await aliceListening()
  const more = await Promise.all(Array.from({ length: 8 * instanceCount }, () => listen()))

  await events.over
  expect(events.events()).toEqual([])
  expect((await listen(events.lastEventId())).status).toBe(204)
  await later(1)
  for (const stream of more) await expect.poll(() => stream.text(), seconds).toContain('\n:\n')
})
