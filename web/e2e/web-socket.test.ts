/**
 * What `new WebSocket` does in a real browser: under our content security policy it opens with the cookie and
 * its own `Origin`, and the page reads why it was closed. A page on another port of this host has the same
 * cookie, for cookies know no ports – and opens nothing.
 */
import type { Page } from 'playwright-core'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../bff/dev/loopback-server.ts'
import { openWorld } from '../../bff/dev/world.ts'
import { resourceTable } from '../../bff/src/api/resources.ts'
import { openBff } from '../../bff/test/open-bff.ts'
import { openWebSocketApi } from '../../bff/test/traffic/web-socket-api.ts'
import { openPage } from './open-page.ts'

const skip = inject('chromium') === null
const table = { notes: { ...resourceTable.notes, webSocket: true } }

async function openSignedIn() {
  const world = await openWorld()
  const api = await openWebSocketApi()
  const bff = await openBff({ env: { ...world.env, RESOURCE_NOTES_URL: api.url }, table })
  onTestFinished(async () => {
    await bff.close()
    await world.close()
  })
  const page = await openPage()
  await page.goto(`${bff.origin}/auth/login?returnTo=/notes`)
  await page.locator('button[name=person][value=alice]').click()
  await page.locator('button[name=decision][value=allow]').click()
  await page.waitForURL(`${bff.origin}/notes`)
  return { api, bff, page, url: `${bff.origin.replace('http', 'ws')}/api/notes/live` }
}

/** What a page hears: each message, then how it was closed. */
function listen(page: Page, url: string): Promise<void> {
  return page.evaluate((address) => {
    const heard: unknown[] = []
    const socket = new WebSocket(address, ['notes.v1'])
    socket.onopen = () => socket.send('hello')
    socket.onmessage = ({ data }) => heard.push(data)
    socket.onclose = ({ code, reason }) => heard.push([code, reason])
    Object.assign(globalThis, { heard })
  }, url)
}

const heardBy = (page: Page) => () =>
  page.evaluate(() => (globalThis as unknown as { heard: [] }).heard)

it.skipIf(skip)(
  'a page opens a WebSocket, and reads that its session ended [XB-13, PX-28]',
  async () => {
    const { api, bff, page, url } = await openSignedIn()
    await listen(page, url)
    await expect.poll(heardBy(page)).toEqual(['hello'])
    expect(api.handshakes[0]?.headers.authorization).toMatch(/^Bearer /)
    await page.evaluate(
      (address) => fetch(address, { method: 'POST', headers: { 'x-csrf': '1' } }),
      `${bff.origin}/auth/logout`,
    )
    await expect.poll(heardBy(page)).toEqual(['hello', [4401, 'session-ended']])
  },
)

it.skipIf(skip)(
  'a page on another port opens none, although it has the cookie [XB-13]',
  async () => {
    const { api, bff, page, url } = await openSignedIn()
    const neighbour = await openLoopbackServer({ host: 'localhost', port: 0 })
    onTestFinished(neighbour.close)
    neighbour.answer((_req, res) =>
      res.setHeader('content-type', 'text/html').end('<!doctype html>'),
    )
    await page.goto(neighbour.origin)
    await listen(page, url)
    await expect.poll(heardBy(page)).toEqual([[1006, '']])
    expect(api.handshakes).toEqual([])
    expect(bff.logged('request.cross-site').map(({ why }) => why)).toEqual(['origin-foreign'])
  },
)
