/** A session ends for lack of activity, or at its absolute limit, whichever comes first. */
import type { SignedInView } from 'shared/session'
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000

async function aliceAtHome(env = {}) {
  const house = await openHouse({ env })
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  return {
    ...house,
    browser,
    view: async () => (await browser.fetch(`${house.origin}/auth/session`)).json(),
    notes: () => browser.fetch(`${house.origin}/api/notes`),
    extend: () => browser.fetch(`${house.origin}/auth/session/extend`, { method: 'POST' }),
  }
}

it('ends after the idle limit, and says why [SC-10]', async () => {
  const { bff, view, notes } = await aliceAtHome()
  bff.clock.advance(31 * minuteMs)
  const refused = await notes()
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'idle' })
  expect(await view()).toMatchObject({ status: 'signed-out' })
})

it('is not kept alive by asking whether it is alive [SC-10]', async () => {
  const { bff, view } = await aliceAtHome()
  for (let minute = 0; minute < 29; minute += 1) {
    bff.clock.advance(minuteMs)
    expect(await view()).toMatchObject({ status: 'signed-in' })
  }
  bff.clock.advance(minuteMs + 1000)
  expect(await view()).toEqual({ status: 'signed-out', reason: 'idle' })
})

it('is kept alive by calls to an API', async () => {
  const { bff, notes } = await aliceAtHome()
  for (let round = 0; round < 4; round += 1) {
    bff.clock.advance(20 * minuteMs)
    expect((await notes()).status).toBe(200)
  }
})

it('is kept alive by "stay signed in"', async () => {
  const { bff, extend, view } = await aliceAtHome()
  bff.clock.advance(29 * minuteMs)
  const extended = (await (await extend()).json()) as SignedInView
  expect(extended.session.idleExpiresIn).toBeGreaterThan(29 * 60)
  bff.clock.advance(29 * minuteMs)
  expect(await view()).toMatchObject({ status: 'signed-in' })
})

it('ends at the absolute limit whatever happens, refreshes included [SC-11]', async () => {
  const { bff, notes, extend, view } = await aliceAtHome({ SESSION_ABSOLUTE_SECONDS: '3600' })
  for (let round = 0; round < 5; round += 1) {
    bff.clock.advance(11 * minuteMs)
    expect((await notes()).status).toBe(200)
    expect((await extend()).status).toBe(200)
  }
  const { session } = (await view()) as SignedInView
  expect(session.absoluteExpiresIn).toBeLessThanOrEqual(5 * 60)
  expect(session.idleExpiresIn).toBeLessThanOrEqual(session.absoluteExpiresIn + 1)
  bff.clock.advance(6 * minuteMs)
  const refused = await notes()
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'absolute' })
})

it('leaves nothing in the store once it is over', async () => {
  const { bff, notes } = await aliceAtHome()
  bff.clock.advance(31 * minuteMs)
  await notes()
  bff.clock.advance(24 * 60 * minuteMs)
  await bff.storage.sweep()
  expect(await bff.storage.sweep()).toBe(0)
})
