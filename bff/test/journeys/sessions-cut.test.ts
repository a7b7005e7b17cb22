/**
 * A session ends, and what is open for it ends with it: streams, downloads, calls still waiting for their
 * answer – at the instance that ended it and at every other. Nobody else's notice.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { refusalHeader } from 'shared/paths'
import { type TestContext, expect, it, onTestFinished } from 'vitest'
import { digest } from '../../src/storage/digest.ts'
import type { Storage } from '../../src/storage/storage.ts'
import type { Browser } from '../browser.ts'
import { openBff } from '../open-bff.ts'
import { isRedisInstalled, openRedis } from '../redis-server.ts'
import {
  askWith,
  cookieHeaderOf,
  openScene,
  type Scene,
  sessionCookieOf,
  signedIn,
} from '../threats/scene.ts'

const seconds = { timeout: 5_000 }

interface Place {
  scene: Scene
  /** Where the session ends, while the scene's own BFF serves the stream. */
  elsewhere: string
}

const places: [string, (test: TestContext) => Promise<Place>][] = [
  ['here', here],
  ['at another instance on the same storage', onSameStorage],
  ['at another instance on the same file', onSameFile],
  ['at another instance on the same Redis', onSameRedis],
]

it.for(places)(
  'cuts a stream of events when its session ends %s, and no other [SC-13]',
  async ([, openPlace], test) => {
    const { scene, elsewhere } = await openPlace(test)
    scene.api.answer = (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      const ticking = setInterval(() => res.write('data: tick\n\n'), 20)
      res.once('close', () => clearInterval(ticking))
    }
    const [mine, theirs] = [await signedIn(scene), await signedIn(scene)]
    const [cut, goesOn] = [await stream(scene, mine), await stream(scene, theirs)]
    await expect.poll(() => cut.text()).toContain('tick')

    await askWith(cookieHeaderOf(mine), `${elsewhere}/auth/logout`, 'POST')

    await expect.poll(() => cut.end(), seconds).toBe('cut')
    const heard = goesOn.text().length
    await expect.poll(() => goesOn.text().length, seconds).toBeGreaterThan(heard)
    expect(goesOn.end()).toBe('open')
  },
)

it.for(places)(
  'cuts a slow download when its session ends %s, and lets go of the API [SC-13]',
  async ([, openPlace], test) => {
    const { scene, elsewhere } = await openPlace(test)
    const left = Promise.withResolvers<void>()
    scene.api.answer = (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000000' })
      res.write('a,b\n'.repeat(1000))
      res.once('close', () => left.resolve())
    }
    const browser = await signedIn(scene)
    const download = await stream(scene, browser)

    await askWith(cookieHeaderOf(browser), `${elsewhere}/auth/logout`, 'POST')

    await expect.poll(() => download.end(), seconds).toBe('cut')
    await left.promise
    expect(scene.bff.logged('resource.failed')).toEqual([])
  },
)

it('refuses an answer that comes after the end, as one that must not be repeated [SC-14]', async () => {
  const scene = await openScene()
  scene.api.answer = () => {} // for ever
  const browser = await signedIn(scene)
  const kept = sessionCookieOf(browser)!
  const waiting = browser.fetch(`${scene.origin}/api/notes`, { method: 'POST', body: '{}' })
  await expect.poll(() => scene.api.seen.length).toBe(1)

  await browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' })

  const refused = await waiting
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'user' })
  expect(refused.headers.has(refusalHeader)).toBe(false) // the API has seen it
  expect(refused.headers.getSetCookie()).toEqual([])
  expect(await scene.bff.storage.read(digest(kept))).toEqual({})
})

it('cuts what a message did not reach, at the next round [SC-13]', async () => {
  const scene = await openScene()
  scene.api.answer = (_req, res) => void res.writeHead(200).write('a')
  const { storage } = scene.bff
  const mute = { ...storage, publish: async () => {} }
  const second = await openBff({ env: scene.env, clock: scene.bff.clock, storage: mute })
  onTestFinished(() => second.close())
  const browser = await signedIn(scene)
  const download = await stream(scene, browser)

  await askWith(cookieHeaderOf(browser), `${second.origin}/auth/logout`, 'POST')
  expect(download.end()).toBe('open')
  await scene.bff.tick()

  await expect.poll(() => download.end(), seconds).toBe('cut')
})

it('cuts at the idle limit what nobody asked about, and tells of it [SC-10]', async () => {
  const scene = await openScene()
  scene.api.answer = (_req, res) => void res.writeHead(200).write('a')
  const download = await stream(scene, await signedIn(scene))
  scene.bff.clock.advance(29 * 60_000)
  await scene.bff.tick()
  expect(download.end()).toBe('open')

  scene.bff.clock.advance(60_000)
  await scene.bff.tick()

  await expect.poll(() => download.end(), seconds).toBe('cut')
  expect(scene.bff.logged('session.ended')).toMatchObject([{ reason: 'idle' }])
})

it('cuts nothing because the store cannot be asked', async () => {
  const isAway = { now: false }
  const scene = await openScene()
  // Without word of changes there is no cache in front of it, and each look is a read.
  const { changes, ...reachable } = scene.bff.storage
  const storage = {
    ...reachable,
    read: (id: string) =>
      isAway.now ? Promise.reject(new Error('away')) : scene.bff.storage.read(id),
  }
  const second = await openBff({ env: scene.env, clock: scene.bff.clock, storage })
  onTestFinished(() => second.close())
  scene.api.answer = (_req, res) => void res.writeHead(200).write('a')
  const download = await stream({ ...scene, origin: second.origin }, await signedIn(scene))

  isAway.now = true
  await second.tick()

  expect(second.logged('storage.failed')).toHaveLength(1)
  expect(download.end()).toBe('open')
})

async function stream({ origin }: Scene, browser: Browser) {
  const answer = await browser.fetch(`${origin}/api/notes/stream`)
  let [text, end] = ['', 'open' as 'open' | 'whole' | 'cut']
  const read = async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString()
  }
  void read().then(
    () => (end = 'whole'),
    () => (end = 'cut'),
  )
  return { text: () => text, end: () => end }
}

async function here(): Promise<Place> {
  const scene = await openScene()
  return { scene, elsewhere: scene.origin }
}

async function onSameStorage(): Promise<Place> {
  const scene = await openScene()
  return { scene, elsewhere: await join(scene, scene.bff.storage) }
}

async function onSameFile(): Promise<Place> {
  const folder = mkdtempSync(`${tmpdir()}/claimcheck-test-`)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const scene = await openScene({}, { env: { STORE_URL: `sqlite:${folder}/store.db` } })
  return { scene, elsewhere: await join(scene) }
}

async function onSameRedis({ skip }: TestContext): Promise<Place> {
  skip(!isRedisInstalled(), 'no redis-server on the PATH')
  const redis = await openRedis()
  onTestFinished(redis.close)
  const scene = await openScene({}, { env: { STORE_URL: redis.url } })
  return { scene, elsewhere: await join(scene) }
}

/** @returns the origin of another instance: on this storage, or with its own way to the same file */
async function join({ bff, env }: Scene, storage?: Storage): Promise<string> {
  const second = await openBff({ env, clock: bff.clock, ...(storage && { storage }) })
  onTestFinished(() => second.close())
  return second.origin
}
