/**
 * State swap (RFC 9700 §4.7.1): the visible `state` is all that an attacker can see and change of a
 * transaction. Return path, nonce and verifier hang on it and must not be moved by it.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, type Scene, sessionCookieOf } from './scene.ts'

it('gets no session from two tabs whose states were exchanged [AR-07]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const one = new URL(await callbackFor(scene, browser, '/one'))
  const two = new URL(await callbackFor(scene, browser, '/two'))
  const [first, second] = [one.searchParams.get('state')!, two.searchParams.get('state')!]
  one.searchParams.set('state', second)
  two.searchParams.set('state', first)

  for (const { href } of [one, two]) {
    expect(landingOf((await browser.visit(href)).url)).toBe('/problem?code=login-failed')
  }
  expect(sessionCookieOf(browser)).toBeUndefined()
})

it.each([0, 20, 42])('refuses a state with letter %i changed [AR-07, CB-01]', async (at) => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.set('state', flipped(callback.searchParams.get('state')!, at))

  await expectRefused(scene, browser, callback.href)
})

it('refuses a transaction cookie that was changed [AR-07, CB-01]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const [cookie] = browser.jar.all('localhost')
  browser.jar.plant({ ...cookie!, value: flipped(cookie!.value, 80) })

  await expectRefused(scene, browser, callback)
})

it('refuses a transaction cookie that was given the name of another one [AR-07, CB-01]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser, '/one')
  const [one] = browser.jar.all('localhost')
  await callbackFor(scene, browser, '/two')
  const [, two] = browser.jar.all('localhost')
  browser.jar.plant({ ...one!, value: two!.value })

  await expectRefused(scene, browser, callback)
})

async function expectRefused(
  { liar }: Scene,
  browser: ReturnType<typeof createBrowser>,
  url: string,
) {
  const page = await browser.visit(url)
  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(liar.seen.token).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
}

function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}
