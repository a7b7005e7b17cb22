/**
 * Code replay (RFC 9700 §4.2.4, RFC 6749 §4.1.2): who finds a callback URL – in a history, a log, a referrer,
 * or by a double click – sends it again. A code used twice may cost the person all their tokens.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { outage } from '../conformance/liar/weather.ts'
import { openBff } from '../open-bff.ts'
import { callbackFor, openScene } from './scene.ts'

it('refuses a second use of the callback, whose cookie the attacker has kept [CB-02, CB-10]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const kept = browser.jar.all('localhost')

  expect((await browser.visit(callback)).url).toBe(`${scene.origin}/`)
  for (const cookie of kept) browser.jar.plant(cookie)
  const again = await browser.visit(callback)

  expect(landingOf(again.url)).toBe('/signed-out?reason=login-expired')
  expect(scene.liar.seen.token).toHaveLength(1)
})

it('redeems the code once when the callback comes many times at once, at two instances [CB-02, CB-10]', async () => {
  const scene = await openScene()
  const { env, bff, origin } = scene
  const second = await openBff({ env, clock: bff.clock, storage: bff.storage })
  onTestFinished(() => second.close())
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const elsewhere = callback.replace(origin, second.origin)
  const stopBefore = () => true

  const pages = await Promise.all(
    [callback, elsewhere, callback, elsewhere].map((url) => browser.visit(url, { stopBefore })),
  )

  expect(scene.liar.seen.token).toHaveLength(1)
  const locations = pages.map(({ headers }) => headers.get('location'))
  expect(locations.filter((location) => location === '/')).toHaveLength(1)
})

it('does not send the code again after the token endpoint failed [CB-02, CB-10]', async () => {
  const scene = await openScene({ wire: { token: outage } })
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const kept = browser.jar.all('localhost')

  await browser.visit(callback)
  for (const cookie of kept) browser.jar.plant(cookie)
  await browser.visit(callback)

  expect(scene.liar.seen.token).toHaveLength(1)
})
