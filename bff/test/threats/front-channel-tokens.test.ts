/**
 * Tokens by the front channel (RFC 9700 §2.1.2): somebody hands the callback an ID token or an access token as
 * if an implicit flow had been asked for. We asked for a code; the rest is wind.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { unsigned } from '../conformance/liar/forgeries.ts'
import { callbackFor, openScene, type Scene, sessionCookieOf, viewOf } from './scene.ts'

it.each([
  ['an ID token', ['id_token']],
  ['an access token', ['access_token', 'token_type']],
  ['both', ['id_token', 'access_token', 'token_type']],
])('makes no session of %s in the place of a code [CB-12]', async (_what, names) => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.delete('code')
  for (const name of names) callback.searchParams.set(name, forged(scene))

  const page = await browser.visit(callback.href)

  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expect([...scene.liar.seen.token, ...scene.liar.seen.userinfo]).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
})

it.each([
  ['refuses an ID token', 'id_token', { status: 'signed-out' }],
  ['ignores an access token', 'access_token', { user: { sub: 'ada' } }],
])('%s beside the code [CB-12]', async (_what, name, view) => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.set(name, forged(scene))

  await browser.visit(callback.href)

  expect(await viewOf(scene, browser)).toMatchObject(view)
  expect(JSON.stringify(scene.liar.seen.userinfo)).not.toContain(forged(scene))
})

function forged({ liar }: Scene): string {
  const claims = { iss: liar.issuer, aud: liar.clientId, sub: 'mallory' }
  return unsigned(`.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`, 'none')
}
