/**
 * A release, as everybody sees it who is at work while one instance after the other is replaced: nothing. No call
 * fails, no write is lost or done twice, no stream is cut without a word, nobody is signed out.
 */
import { once } from 'node:events'
import { expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { openEventSource } from '../event-source.ts'
import { isRedisInstalled } from '../redis-server.ts'
import { cookieHeaderOf, signedIn, viewOf } from '../threats/scene.ts'
import { exchange } from '../wire.ts'
import { keepBusy } from './busy-people.ts'
import type { MainProcess } from './main-process.ts'
import { noticeSeconds, openRollingHouse } from './rolling-house.ts'

type House = Awaited<ReturnType<typeof openRollingHouse>>

/** What main.ts gives to what is under way, and deploying.md to all of it. */
const drainSeconds = 10

it.runIf(isRedisInstalled())(
  'loses no call, stream or session while one instance after the other is replaced [CD-09]',
  { timeout: 120_000 },
  async () => {
    const house = await openRollingHouse()
    const browsers: Browser[] = []
    while (browsers.length < 4) browsers.push(await signedIn(house))
    const [browser] = browsers as [Browser]
    const people = keepBusy(`${house.origin}/api/notes`, browsers.map(cookieHeaderOf))
    await people.go(100)

    for (const instance of house.instances) {
      await replace(house, instance, browser)
      await people.go(100)
    }

    const { read, written, failed } = await people.leave()
    expect(failed).toEqual([])
    expect(read).toBeGreaterThan(100)
    expect(house.written.toSorted()).toEqual(written.toSorted())
    for (const each of browsers) {
      expect(await viewOf(house, each)).toMatchObject({ status: 'signed-in' })
    }
  },
)

async function replace(house: House, instance: MainProcess, browser: Browser): Promise<void> {
  const own = `http://localhost:${instance.port}`
  const stream = await openEventSource(browser, `${own}/auth/events`)
  const socket = openWebSocket(own, house, browser)
  await once(socket, 'open')
  const socketClosed = once(socket, 'close')

  const askedAtMs = performance.now()
  const left = instance.end('SIGTERM')
  while ((await instance.healthOf('/readyz')) === 200);
  // Not ready, and yet it serves whoever is still sent here: each for the last time on that connection.
  expect(await lastAnswer(own, browser)).toEqual({ status: 200, connection: 'close' })

  await stream.over
  expect(stream.text()).toMatch(/^retry: \d+\n/)
  expect(stream.events()).toEqual([]) // nothing has ended but the connection
  const [{ code }] = (await socketClosed) as [CloseEvent]
  expect(code).toBe(1012)
  expect(await left).toBe(0)
  expect(performance.now() - askedAtMs).toBeLessThan((noticeSeconds + drainSeconds) * 1000)

  const again = await openEventSource(browser, `${house.origin}/auth/events`, stream.lastEventId())
  expect(again.status).toBe(200)
  again.close()
  const elsewhere = openWebSocket(house.origin, house, browser)
  await once(elsewhere, 'open')
  elsewhere.close()
  await instance.start()
  await house.balancer.dealsOutTo(house.instances)
}

function openWebSocket(at: string, { origin }: House, browser: Browser): WebSocket {
  const headers = { origin, cookie: cookieHeaderOf(browser) }
  return new WebSocket(`${at.replace('http', 'ws')}/api/notes/live`, { headers })
}

async function lastAnswer(at: string, browser: Browser) {
  const headers = new Headers({
    cookie: cookieHeaderOf(browser),
    'x-csrf': '1',
    connection: 'keep-alive',
  })
  const answer = await exchange(new URL(`${at}/api/notes`), { method: 'GET', headers })
  return { status: answer.status, connection: answer.headers.get('connection') }
}
