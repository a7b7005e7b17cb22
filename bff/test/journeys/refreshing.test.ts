/** Access tokens live five minutes here; people stay for hours and notice nothing. */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { instanceCount } from '../instances.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000

async function signedInHouse(traits = {}) {
  const provider = switchableFetch()
  const house = await openHouse({ fetch: provider.fetch, world: { traits } })
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  const notes = () => browser.fetch(`${house.origin}/api/notes`)
  const refreshes = () =>
    provider.to('/token').filter(({ form }) => form.get('grant_type') === 'refresh_token')
  return { ...house, browser, notes, refreshes, provider }
}

/** The recording network, which can also be cut. */
function switchableFetch() {
  const state = { answer: undefined as (() => Promise<Response>) | undefined }
  const recording = recordingFetch((input, init) => state.answer?.() ?? fetch(input, init))
  return { ...recording, state }
}

it('renews an access token that is running out, and the call goes on [TS-05]', async () => {
  const { bff, notes, refreshes } = await signedInHouse()
  expect((await notes()).status).toBe(200)
  expect(refreshes()).toHaveLength(0)
  bff.clock.advance(5 * minuteMs - 20_000) // 20 s left, within the margin
  expect((await notes()).status).toBe(200)
  expect(refreshes()).toHaveLength(1)
  expect((await notes()).status).toBe(200)
  expect(refreshes()).toHaveLength(1)
})

it('refreshes once for many calls at the same moment', async () => {
  const { bff, notes, refreshes } = await signedInHouse()
  bff.clock.advance(6 * minuteMs)
  const answers = await Promise.all(Array.from({ length: 20 }, notes))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(refreshes()).toHaveLength(1)
})

it.each([
  ['rotates refresh tokens', true],
  ['keeps its refresh token', false],
])('refreshes three times in a row where the server %s [TS-06]', async (_what, rotation) => {
  const { bff, notes, refreshes } = await signedInHouse({ rotation })
  for (const round of [1, 2, 3]) {
    bff.clock.advance(6 * minuteMs)
    expect((await notes()).status).toBe(200)
    expect(refreshes()).toHaveLength(round)
  }
  const used = refreshes().map(({ form }) => form.get('refresh_token'))
  expect(new Set(used).size).toBe(rotation ? 3 : 1)
})

it('goes on with a token that still works while the provider is down', async () => {
  const { bff, notes, provider } = await signedInHouse()
  bff.clock.advance(5 * minuteMs - 20_000)
  provider.state.answer = () => Promise.reject(new TypeError('fetch failed'))
  expect((await notes()).status).toBe(200)
})

it.each([
  ['refuses connections', () => Promise.reject(new TypeError('fetch failed'))],
  ['answers 500', async () => new Response('oops', { status: 500 })],
  ['answers 429', async () => Response.json({ error: 'slow_down' }, { status: 429 })],
])('signs nobody out when the provider %s [TS-10]', async (_what, answer) => {
  const { bff, notes, provider } = await signedInHouse()
  bff.clock.advance(6 * minuteMs)
  provider.state.answer = answer
  const refused = await notes()
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.json()).toMatchObject({ code: 'provider-unreachable' })
  for (let more = 1; more < instanceCount; more += 1) await notes() // each instance learns it once
  const asked = provider.calls.length
  expect((await notes()).status).toBe(503) // no storm: for two seconds nobody asks again
  expect(provider.calls).toHaveLength(asked)

  provider.state.answer = undefined
  bff.clock.advance(2_000)
  expect((await notes()).status).toBe(200) // as if nothing had been
})

it('ends the session when the provider refuses the refresh token [TS-10, SC-12]', async () => {
  const { bff, browser, notes, origin, provider } = await signedInHouse()
  bff.clock.advance(6 * minuteMs)
  provider.state.answer = async () => Response.json({ error: 'invalid_grant' }, { status: 400 })
  const refused = await notes()
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'refresh-failed' })
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toEqual({ status: 'signed-out', reason: 'refresh-failed' })
  expect(bff.logged('session.ended')).toMatchObject([{ reason: 'refresh-failed' }])
})

it('drops a refreshed ID token about somebody else, and the session with it [TS-11]', async () => {
  const { bff, notes, provider } = await signedInHouse()
  const other = createBrowser()
  await signIn(other, bff.origin, 'bob')
  const bobs = provider.to('/token').at(-1)!.answer
  bff.clock.advance(6 * minuteMs)
  provider.state.answer = async () => Response.json(bobs)
  const refused = await notes()
  expect(await refused.json()).toMatchObject({ code: 'session-ended' })
})
