/**
 * Two instances, each with a cache in front of the store, and one that has not heard yet what the other has
 * changed. Its memory may answer calls; it must never decide that a refresh token is still unspent.
 */
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createBrowser } from '../browser.ts'
import { createMovableClock, openBff } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

it('asks the store, and not its memory, before it spends a refresh token [TS-07, TS-09]', async () => {
  const clock = createMovableClock()
  // Every word of a change stays on its way for ever.
  const changes = { areKnown: () => true, listen: () => () => {} }
  const storage = { ...openStorage('memory:', clock), changes }
  const network = recordingFetch()
  const shared = { clock, storage, fetch: network.fetch }
  const { bff: first, world } = await openHouse({
    ...shared,
    world: { traits: { accessTokenSeconds: 40 } },
  })
  const second = await openBff({ ...shared, env: { ...world.env, PORT: '0' } })
  onTestFinished(() => second.close())
  const browser = createBrowser()
  await signIn(browser, first.origin, 'alice')
  const statusAt = async ({ origin }: { origin: string }) =>
    (await browser.fetch(`${origin}/api/notes`)).status

  expect([await statusAt(first), await statusAt(second)]).toEqual([200, 200])
  clock.advance(41_000) // too soon for a touch, which would make the second forget
  expect([await statusAt(first), await statusAt(second)]).toEqual([200, 200])
  const refreshes = network.to('/token').filter(({ form }) => form.has('refresh_token'))
  expect(refreshes).toHaveLength(1)
})
