/**
 * Mix-up (RFC 9700 §4.4): the person signs in at an honest server, the response arrives as that of a hostile
 * one, and a confused client would carry the code to the wrong token endpoint. `iss` tells them apart
 * (RFC 9207), compared as the text it is.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { openLiar } from '../conformance/liar.ts'
import { callbackFor, openScene, sessionCookieOf } from './scene.ts'

const codeOrError = [
  ['a code', {}],
  ['an error', { error: 'access_denied' }],
] as const

it.each(codeOrError)(
  'refuses %s that names another server, and asks neither [CB-04]',
  async (_what, more) => {
    const honest = await openScene()
    const hostile = await openLiar()
    onTestFinished(() => hostile.close())
    const browser = createBrowser()
    const callback = new URL(await callbackFor(honest, browser))
    callback.searchParams.set('iss', hostile.issuer)
    for (const [name, value] of Object.entries(more)) callback.searchParams.set(name, value)

    const page = await browser.visit(callback.href, { from: hostile.issuer })

    expect(landingOf(page.url)).toBe('/problem?code=login-failed')
    expect([...honest.liar.seen.token, ...hostile.seen.token]).toEqual([])
    expect(sessionCookieOf(browser)).toBeUndefined()
  },
)

it('has used the transaction up: the true response comes too late [CB-02, CB-04]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  const kept = browser.jar.all('localhost')
  const forged = new URL(callback)
  forged.searchParams.set('iss', 'https://evil.example')

  await browser.visit(forged.href)
  for (const cookie of kept) browser.jar.plant(cookie)
  const page = await browser.visit(callback)

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(scene.liar.seen.token).toEqual([])
})
