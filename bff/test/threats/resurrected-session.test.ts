/**
 * Resurrected session (ASVS 7.4.1): something of a session is still under way while it ends – a slow answer, a
 * stream, a refresh – and when it is done, an old copy of the session is written back.
 */
import { expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { digest } from '../../src/storage/digest.ts'
import { openScene, type Scene, sessionCookieName, sessionCookieOf, signedIn } from './scene.ts'

const tenMinutesMs = 600_000

it('stays dead when a slow answer comes after sign-out [SC-14]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const kept = sessionCookieOf(browser)!
  const held = Promise.withResolvers<void>()
  scene.api.answer = (_req, res) => void held.promise.then(() => res.end('{}'))
  scene.bff.clock.advance(60_001) // so that this call counts as activity and would be written down

  const slow = browser.fetch(`${scene.origin}/api/notes`)
  await expect.poll(() => scene.api.seen.length).toBe(1)
  await signOut(scene, browser)
  held.resolve()

  expect((await slow).headers.getSetCookie()).toEqual([])
  await expectDead(scene, browser, kept)
})

it('stays dead while a stream that began before goes on [SC-14]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const kept = sessionCookieOf(browser)!
  const tick = Promise.withResolvers<() => void>()
  scene.api.answer = (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    tick.resolve(() => res.end('data: late\n\n'))
  }
  const stream = await browser.fetch(`${scene.origin}/api/notes/ticker`)
  await signOut(scene, browser)
  ;(await tick.promise)()
  await stream.text().catch(() => 'cut')

  expect(stream.headers.getSetCookie()).toEqual([])
  await expectDead(scene, browser, kept)
})

it('stays dead when a refresh that was under way brings new tokens [SC-14]', async () => {
  const held = Promise.withResolvers<void>()
  const scene = await openScene()
  const browser = await signedIn(scene)
  const kept = sessionCookieOf(browser)!
  scene.liar.lie({ wire: { token: (answer) => held.promise.then(() => answer) } })
  scene.bff.clock.advance(tenMinutesMs)

  const waiting = browser.fetch(`${scene.origin}/api/notes`)
  await expect.poll(() => scene.liar.seen.token.length).toBe(2)
  await signOut(scene, browser)
  held.resolve()

  expect((await waiting).status).toBe(401)
  expect(scene.api.seen).toEqual([])
  await expectDead(scene, browser, kept)
})

async function signOut({ origin }: Scene, browser: Browser) {
  await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
}

async function expectDead({ bff, origin, api }: Scene, browser: Browser, cookie: string) {
  expect(await bff.storage.read(digest(cookie))).toEqual({})
  expect(sessionCookieOf(browser)).toBeUndefined()
  const before = api.seen.length
  const rules = { host: 'localhost', path: '/', httpOnly: true, secure: false } as const
  browser.jar.plant({ name: sessionCookieName, value: cookie, sameSite: 'strict', ...rules })
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(401)
  expect(api.seen).toHaveLength(before)
}
