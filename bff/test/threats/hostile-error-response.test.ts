/**
 * Hostile error response (OAuth 2.1 §7.12, RFC 9112 §11.1, ASVS 16.4.1): what stands in `error` and its
 * companions was written by whoever made the link. It must come back nowhere: not in a page, a header, a
 * redirect or the log.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene } from './scene.ts'
import { openWiretap } from './wiretap.ts'

const mark = 'hostile'

it.each([
  ['markup', `<script>alert("${mark}")</script>`],
  ['markup that was encoded twice', `%3Cimg src=x onerror=${mark}%3E`],
  ['a line end and a header', `x\r\nSet-Cookie: ${mark}=1\r\n\r\n<h1>${mark}`],
  ['a forged log line', `x\n{"level":"info","event":"login.succeeded","why":"${mark}"}`],
  ['terminal escapes', `\u001b[2J\u0000${mark}`],
  ['ten kilobytes', mark.repeat(1_200)],
])('repeats nothing of an error made of %s [CB-08, EL-06]', async (_what, hostile) => {
  const tap = await openWiretap()
  const scene = await openScene({}, { env: { APP_ORIGIN: tap.origin } })
  onTestFinished(tap.close)
  tap.connect(scene.bff.port)
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.delete('code')
  callback.searchParams.set('error', hostile.slice(0, 200))
  callback.searchParams.set('error_description', hostile)
  callback.searchParams.set('error_uri', `javascript:${mark}`)

  const page = await browser.visit(callback.href, { from: scene.liar.issuer })

  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expect(tap.heard()).not.toContain(mark)
  expect(scene.bff.log.join('')).not.toContain(mark)
  // One text a call, one line a text.
  expect(scene.bff.log.filter((line) => line.indexOf('\n') !== line.length - 1)).toEqual([])
  expect(scene.bff.logged('login.failed')).toMatchObject([{ why: 'authorization-error' }])
})

it('repeats nothing of a hostile state either [CB-08]', async () => {
  const scene = await openScene()
  const query = new URLSearchParams({ state: `"><b>${mark}`, code: mark })

  const page = await createBrowser().visit(`${scene.origin}/auth/callback?${query}`)

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(scene.bff.log.join('')).not.toContain(mark)
})
