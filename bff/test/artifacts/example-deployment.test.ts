/**
 * The example deployment, alive: bff/deploy/nginx.conf in front of two bundled instances, bff/deploy/valkey.conf
 * behind them. What bff/docs/deploying.md says of proxies and restarts is shown here.
 */
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { openEventSource } from '../event-source.ts'
import { isRedisInstalled } from '../redis-server.ts'
import { type Bundled, openBundled } from './bundled.ts'
import { isNginxInstalled, openNginx, openStore } from './examples.ts'

const isPossible = isNginxInstalled() && isRedisInstalled()

function openExample(): Promise<Bundled> {
  return openBundled({
    instances: 2,
    openFront: openNginx,
    env: async (tls) => ({ STORE_URL: await openStore(tls), TRUSTED_PROXIES: '127.0.0.1' }),
  })
}

async function signedIn({ origin }: Bundled): Promise<Browser> {
  const browser = createBrowser()
  const landed = await browser.visit(`${origin}/auth/login?returnTo=/notes`)
  expect(landed.url).toBe(`${origin}/notes`)
  return browser
}

async function standing(browser: Browser, { origin }: Bundled): Promise<string> {
  const answer = await browser.fetch(`${origin}/auth/session`)
  return ((await answer.json()) as { status: string }).status
}

it.runIf(isPossible)(
  'serves everybody through the example proxy, from either instance [CD-09]',
  async () => {
    const example = await openExample()
    const people = [await signedIn(example), await signedIn(example)]
    for (const person of [...people, ...people, ...people]) {
      expect(await standing(person, example)).toBe('signed-in')
    }
    expect(await example.healthOf('/readyz')).toBe(200)
  },
)

it.runIf(isPossible)('passes events on at once', async () => {
  const example = await openExample()
  const browser = await signedIn(example)
  const stream = await openEventSource(browser, `${example.origin}/auth/events`)
  expect(stream.status).toBe(200)
  await browser.fetch(`${example.origin}/auth/session/extend`, { method: 'POST' })
  while (!stream.events().some(({ event }) => event === 'extended')) await wait(10)
  await browser.fetch(`${example.origin}/auth/logout`, { method: 'POST' })
  await stream.over
  expect(stream.events().at(-1)?.event).toBe('ended')
})

it.runIf(isPossible)(
  'keeps everybody signed in while one instance after the other is replaced [CD-09]',
  async () => {
    const example = await openExample()
    const browser = await signedIn(example)
    for (const instance of [0, 1]) {
      expect(await example.stop(instance)).toBe(0)
      expect(await standing(browser, example)).toBe('signed-in')
      expect(await standing(browser, example)).toBe('signed-in')
      await example.start(instance)
    }
    expect(await standing(browser, example)).toBe('signed-in')
  },
)

it.runIf(isPossible)(
  'answers to its own name alone, and shows no health [SC-24, CD-08]',
  async () => {
    const { origin } = await openExample()
    expect(await statusOf(origin, '/livez', 'other.example')).toBeUndefined()
    for (const path of ['/livez', '/readyz', '/metrics', '/version']) {
      expect(await statusOf(origin, path, new URL(origin).host)).toBe(404)
    }
  },
)

/** By a socket of its own: an HTTP client would take the name in `Host` for the one on the certificate. */
async function statusOf(origin: string, path: string, host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(await text(socket)) ?? []
  return status === undefined ? undefined : Number(status)
}
