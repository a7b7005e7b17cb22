/**
 * Expired transaction (derived from RFC 9700 §2.1.1): a callback URL and its cookie were kept – on a shared
 * machine, by a browser that ignores Max-Age – and come back when nobody expects them any more.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, sessionCookieOf } from './scene.ts'

const minuteMs = 60_000

it('refuses a callback after ten minutes, although the cookie is still there [CB-01, CB-03]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  scene.bff.clock.advance(10 * minuteMs)

  const page = await browser.visit(callback)

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(scene.liar.seen.token).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
})

it('takes it shortly before', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  scene.bff.clock.advance(10 * minuteMs - 2_000)

  expect((await browser.visit(callback)).url).toBe(`${scene.origin}/`)
})
