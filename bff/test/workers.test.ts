/**
 * Several processes behind one port and on one SQLite file are one BFF to everybody outside: people are signed
 * in and out everywhere at once, and neither a crash nor a stop costs anybody an answer.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openWorld } from '../dev/world.ts'
import { type Browser, createBrowser } from './browser.ts'
import { openEventSource } from './event-source.ts'
import { signIn } from './sign-in.ts'
import { askOften, openWorkerHouse, type WorkerHouse, workersOf } from './workers.fixture.ts'

/** What the API has not answered yet. */
const slow: ServerResponse[] = []

function openHouse(): Promise<WorkerHouse> {
  return openWorkerHouse((request, response) => {
    if (request.url?.endsWith('/slow')) slow.push(response)
    else response.end('[]')
  })
}

async function signedIn({ origin }: WorkerHouse): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  return browser
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(10)
}

describe('two workers', () => {
  let house: WorkerHouse
  let notes: string
  beforeAll(async () => {
    house = await openHouse()
    notes = `${house.origin}/api/notes`
  })
  afterAll(() => house.close())

  it('both serve whoever has signed in at one of them [CD-09]', async () => {
    const asked = await askOften(await signedIn(house), notes, 6)
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(workersOf(asked).size).toBe(2)
  })

  it('both refuse at once what has ended at one of them [CD-09]', async () => {
    const browser = await signedIn(house)
    const before = await askOften(browser, notes, 6) // both have it in their caches
    const cookie = browser.jar.headerFor(new URL(notes), 'same-site') ?? ''
    await browser.fetch(`${house.origin}/auth/logout`, { method: 'POST' })
    const thief = createBrowser()
    thief.jar.keep(new URL(notes), [`${cookie}; path=/`])
    const after = await askOften(thief, notes, 6)
    expect(after.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401])
    expect(workersOf(after)).toEqual(workersOf(before))
  })

  it('both tell the pages that listen to them [CD-09]', async () => {
    const browser = await signedIn(house)
    const open = () => openEventSource(browser, `${house.origin}/auth/events`)
    const pages = [await open(), await open()]
    expect(
      new Set(pages.map(({ headers }) => headers.get('claimcheck-ref')?.split('-')[0])).size,
    ).toBe(2)
    await browser.fetch(`${house.origin}/auth/logout`, { method: 'POST' })
    await Promise.all(pages.map(({ over }) => over))
    for (const page of pages) {
      expect(page.events()).toEqual([{ event: 'ended', data: { reason: 'user' } }])
    }
  })

  it('write their log line by line', async () => {
    const browser = await signedIn(house)
    await Promise.all(Array.from({ length: 40 }, () => browser.fetch(notes)))
    await until(() => house.log().filter(({ route }) => route === '/api/notes').length >= 40)
    expect(house.log().every(({ level }) => typeof level === 'string')).toBe(true)
  })

  it('become two again when one is killed', async () => {
    const browser = await signedIn(house)
    const [first] = house.workers()
    process.kill(first!, 'SIGKILL')
    await house.logged('worker.lost')
    expect(house.log().findLast(({ event }) => event === 'worker.lost')).toMatchObject({
      level: 'error',
      signal: 'SIGKILL',
      restartInMs: 500,
    })
    expect((await browser.fetch(notes)).status).toBe(200)
    await house.logged('app.started', 3)
    const asked = await askOften(browser, notes, 6)
    expect(asked.every(({ status }) => status === 200)).toBe(true)
    expect(workersOf(asked).size).toBe(2)
  })
})

it('asked to stop, both finish what they are answering', { timeout: 60_000 }, async () => {
  const house = await openHouse()
  onTestFinished(() => house.close())
  const browser = await signedIn(house)
  const answers = [1, 2].map(() => browser.fetch(`${house.origin}/api/notes/slow`))
  await until(() => slow.length === 2)
  house.main.kill('SIGTERM')
  const exit = once(house.main, 'exit')
  const late = await Promise.race([exit, wait(300, 'still there')])
  for (const response of slow) response.end('at last')
  const texts = await Promise.all(answers.map(async (answer) => (await answer).text()))
  expect({ late, texts, left: await exit }).toEqual({
    late: 'still there',
    texts: ['at last', 'at last'],
    left: [0, null],
  })
})

it('a port that is taken ends all of it', async () => {
  const world = await openWorld()
  onTestFinished(() => world.close())
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-workers-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { port: PORT } = new URL(world.authorizationServer.issuer)
  const STORE_URL = `sqlite:${folder}/store.db`
  expect(await exitCodeOf({ ...world.env, STORE_URL, PORT })).toBe(1)
})

it('a store that each would have for itself is refused', async () => {
  const world = await openWorld()
  onTestFinished(() => world.close())
  const env = { ...world.env, STORE_URL: 'memory:' }
  expect(await exitCodeOf(env, '--check')).toBe(1)
  expect(await exitCodeOf({ ...env, WEB_CONCURRENCY: '1' }, '--check')).toBe(0)
})

async function exitCodeOf(env: Record<string, string>, ...words: string[]): Promise<number | null> {
  const main = spawn(process.execPath, ['bff/src/main.ts', ...words], {
    env: { PATH: process.env['PATH'], WEB_CONCURRENCY: '2', ...env },
    stdio: 'ignore',
  })
  const [code] = await once(main, 'exit')
  return code
}
