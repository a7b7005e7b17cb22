/**
 * Several instances, one session, one refresh token that is good for one use: nobody may ask twice, and
 * nothing may be lost between "rotated" and "saved" – whoever is slow, cut off or gone at that moment.
 */
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from '../../src/storage/open-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { createBrowser } from '../browser.ts'
import { createMovableClock, openBff } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000

/** Two instances on one store. `storageOf` may break one's way to it. */
async function twoInstances(
  storageOf: (storage: Storage, instance: 'first' | 'second') => Storage = (storage) => storage,
  traits = {},
) {
  const clock = createMovableClock()
  const storage = openStorage('memory:', clock)
  const gate = { open: async () => {} }
  const network = recordingFetch(async (input, init) => {
    const answer = await fetch(input, init)
    if ((input as string).endsWith('/token')) await gate.open()
    return answer
  })
  const on = { clock, fetch: network.fetch }
  const { bff: first, world } = await openHouse({
    ...on,
    storage: storageOf(storage, 'first'),
    env: { OIDC_TIMEOUT_SECONDS: '1' },
    world: { traits },
  })
  const env = { ...world.env, PORT: '0', OIDC_TIMEOUT_SECONDS: '1' } // another port, the same origin to the world
  const second = await openBff({ ...on, env, storage: storageOf(storage, 'second') })
  onTestFinished(() => second.close())
  const browser = createBrowser()
  await signIn(browser, first.origin, 'alice')
  // An instance that is only told its first DPoP nonce has refreshed nothing yet (RFC 9449 §8).
  const refreshes = () =>
    network
      .to('/token')
      .filter(
        ({ form, answer }) =>
          form.get('grant_type') === 'refresh_token' && answer.error !== 'use_dpop_nonce',
      )
  const notes = (bff: { origin: string }) => browser.fetch(`${bff.origin}/api/notes`)
  return { first, second, browser, clock, gate, network, notes, refreshes, storage }
}

it('refreshes once for calls at two instances at the same moment [TS-07, CD-09]', async () => {
  const { first, second, clock, notes, refreshes } = await twoInstances()
  for (const round of [1, 2, 3]) {
    clock.advance(6 * minuteMs)
    const calls = Array.from({ length: 25 }, () => [notes(first), notes(second)]).flat()
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    expect(statuses).toEqual(Array(50).fill(200))
    expect(refreshes()).toHaveLength(round)
  }
})

it('waits for another instance whose refresh is slow [TS-07]', async () => {
  const { first, second, clock, gate, notes, refreshes } = await twoInstances()
  clock.advance(6 * minuteMs)
  const { promise, resolve } = Promise.withResolvers<void>()
  gate.open = () => promise
  const slow = notes(first)
  const late = notes(second)
  resolve()
  expect([(await slow).status, (await late).status]).toEqual([200, 200])
  expect(refreshes()).toHaveLength(1)
})

it('loses nothing when the store fails between "rotated" and "saved" [TS-09]', async () => {
  const disk = { full: false }
  const { first, clock, notes, refreshes } = await twoInstances((storage) => ({
    ...storage,
    write: (id, kind, value, how) =>
      disk.full && kind === 'tokens'
        ? Promise.reject(new Error('disk full'))
        : storage.write(id, kind, value, how),
  }))
  clock.advance(6 * minuteMs)
  disk.full = true
  expect((await notes(first)).status).toBe(503)
  expect((await notes(first)).status).toBe(503)
  expect(refreshes()).toHaveLength(1) // the spent token is not sent again, which would end the grant
  disk.full = false
  await expect.poll(async () => (await notes(first)).status).toBe(200)
  expect(refreshes()).toHaveLength(1)
})

/** The first instance dies with the answer in its hands: it never saves, and never cleans up. */
function dyingFirst(storage: Storage, instance: 'first' | 'second'): Storage {
  if (instance === 'second') return storage
  const never = new Promise<never>(() => {})
  const gone = { yet: false }
  return {
    ...storage,
    renewLease: (...lease) => (gone.yet ? never : storage.renewLease(...lease)),
    write(id, kind, value, how) {
      gone.yet ||= kind === 'tokens' && how.ifVersion > 0
      return gone.yet ? never : storage.write(id, kind, value, how)
    },
  }
}

it('sees a crash between "rotated" and "saved", and heals it where the old token still works', async () => {
  const house = await twoInstances(dyingFirst, { rotation: false })
  const { first, second, clock, notes, refreshes } = house
  clock.advance(6 * minuteMs)
  void notes(first).catch(() => {}) // closed with the instance
  await expect.poll(() => refreshes().length).toBe(1)
  clock.advance(minuteMs) // the lease runs out
  expect((await notes(second)).status).toBe(200)
  expect(second.logged('token.refresh-interrupted')).toHaveLength(1)
  expect(refreshes()).toHaveLength(2)
})

it('ends the session, with a reason, where such a crash cannot be healed', async () => {
  const house = await twoInstances(dyingFirst, { rotation: true })
  const { first, second, clock, notes, refreshes } = house
  clock.advance(6 * minuteMs)
  void notes(first).catch(() => {})
  await expect.poll(() => refreshes().length).toBe(1)
  clock.advance(minuteMs)
  const refused = await notes(second)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'refresh-failed' })
  expect(second.logged('token.refresh-interrupted')).toHaveLength(1)
})

it('revokes what is granted after the session has ended [TS-13]', async () => {
  const { first, browser, clock, gate, network, notes, refreshes, storage } = await twoInstances()
  clock.advance(6 * minuteMs)
  const { promise, resolve } = Promise.withResolvers<void>()
  const asked = new Promise<void>((reached) => {
    gate.open = () => {
      reached()
      return promise
    }
  })
  const call = notes(first)
  await asked
  await browser.fetch(`${first.origin}/auth/logout`, { method: 'POST' })
  resolve()
  expect((await call).status).toBe(401)

  const granted = refreshes()[0]!.answer.refresh_token
  const revoked = () => network.to('/revocation').map(({ form }) => form.get('token'))
  await expect.poll(revoked).toContain(granted)
  expect((await storage.sessions()).ids).toEqual([])
})
