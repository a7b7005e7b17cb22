import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resourceNames } from '../src/api/resources.ts'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config/read-config.ts'
import { createHttpServer } from '../src/http/server.ts'
import { createFetch } from '../src/http/outbound.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { type Browser, createBrowser } from '../test/browser.ts'
import { createMovableClock } from '../test/open-bff.ts'
import { signIn } from '../test/sign-in.ts'
import { createServerTiming } from './server-timing.ts'
import { openWorld } from './world.ts'

const ends: (() => unknown)[] = []
const clock = createMovableClock()
let origin: string
let browser: Browser
beforeAll(async () => {
  const world = await openWorld({ traits: { accessTokenSeconds: 60 } })
  const config = readConfig(world.env, resourceNames)
  const storage = openStorage('memory:', clock)
  const timing = createServerTiming(config, () => performance.now())
  const ports = timing.ports({
    clock,
    random: randomBytes,
    wait: (ms, signal) => wait(ms, undefined, signal && { signal }),
    fetch: globalThis.fetch,
    fetchWith: createFetch,
    storage,
    log: { write: () => undefined },
  })
  const app = createApp(config, ports, { directory: '', html: () => '<head></head>' })
  const server = createHttpServer(timing.answer(app.answer))
  await new Promise<void>((resolve) => server.listen(world.appPort, '127.0.0.1', resolve))
  ends.push(world.close, () => app.close(), timing.close)
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  ends.push(() => server.closeAllConnections())
  origin = world.appOrigin
  browser = createBrowser()
  await signIn(browser, origin, 'alice')
})
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

async function timingOf(path: string): Promise<Record<string, number>> {
  const answer = await browser.fetch(origin + path)
  const parts = (answer.headers.get('server-timing') ?? '').split(', ')
  return Object.fromEntries(
    parts.map((part) => {
      const [, name = '', ms] = /^([a-z]+);dur=([\d.]+)$/.exec(part) ?? []
      return [name, Number(ms)]
    }),
  )
}

describe('Server-Timing in development', () => {
  it('says of an API call what store, refresh and API took', async () => {
    clock.advance(5 * 60_000)
    const { refresh = 0, upstream = 0, total, ...others } = await timingOf('/api/notes')
    expect(refresh).toBeGreaterThan(0)
    expect(upstream).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(Math.max(refresh, upstream))
    expect(others).toEqual({ store: expect.any(Number) })
  })

  it('says it of an answer of ours, and of a refusal', async () => {
    expect(Object.keys(await timingOf('/auth/session'))).toEqual(['store', 'total'])
    expect(Object.keys(await timingOf('/auth/nowhere'))).toEqual(['store', 'total'])
  })
})
