/**
 * Sign-out while the provider is down (ASVS 7.4.1, RFC 7009 §2.2): whoever can keep the provider busy must not
 * be able to keep people signed in. Here it ends first and for certain; there, as far as it can be had.
 */
import { expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { silence } from '../conformance/liar/weather.ts'
import { page } from '../conformance/liar/wire.ts'
import {
  askWith,
  cookieHeaderOf,
  openScene,
  type Scene,
  sessionCookieName,
  sessionCookieOf,
  signedIn,
} from './scene.ts'

it.each([
  ['200', () => page('', 200), 0],
  ['400', () => page('', 400), 1],
  ['503 with Retry-After', () => ({ ...page('', 503), headers: { 'retry-after': '9' } }), 1],
  ['nothing', silence, 0], // it still waits, and the person does not
])(
  'signs out at once when revocation is answered by %s [LO-01, LO-03]',
  async (_what, answer, failures) => {
    const scene = await openScene({ wire: { revocation: answer } })
    const browser = await signedIn(scene)
    const copy = cookieHeaderOf(browser)

    await expectSignedOut(scene, browser, copy)

    await expect.poll(() => scene.liar.seen.revocation.length).toBe(1)
    const [{ method, headers, body }] = scene.liar.seen.revocation as [
      (typeof scene.liar.seen.revocation)[0],
    ]
    expect([method, body.get('token_type_hint')]).toEqual(['POST', 'refresh_token'])
    expect(body.get('token')).toMatch(/^liar-marked-rt-/)
    expect(headers.authorization).toMatch(/^Basic /)
    await expect.poll(() => scene.bff.logged('token.revocation-failed').length).toBe(failures)
  },
)

it('signs out when nobody is there any more, and logs that [LO-01, LO-03, SC-13]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const copy = cookieHeaderOf(browser)
  await scene.liar.close()

  await expectSignedOut(scene, browser, copy)

  await expect.poll(() => scene.bff.logged('token.revocation-failed').length).toBe(1)
})

async function expectSignedOut({ origin, api }: Scene, browser: Browser, copy: string) {
  const answer = await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
  expect(answer.status).toBe(200)
  const expired = `^${sessionCookieName}=; path=/; expires=Thu, 01 Jan 1970 .*; samesite=strict; httponly$`
  expect(answer.headers.getSetCookie()).toContainEqual(
    expect.stringMatching(new RegExp(expired, 'i')),
  )
  expect(sessionCookieOf(browser)).toBeUndefined()
  expect((await askWith(copy, `${origin}/api/notes`)).status).toBe(401)
  expect(api.seen).toEqual([])
}
