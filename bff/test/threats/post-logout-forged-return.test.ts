/**
 * Forged return from sign-out (RP-Initiated Logout §4): somebody sends a person to the return address who never
 * left to sign out. It must look like what it is, and do nothing.
 */
import { expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, type Scene, signedIn, viewOf } from './scene.ts'

it.each([
  ['no state', () => ''],
  ['an empty state', () => '?state='],
  ['a made-up state', () => `?state=${'A'.repeat(43)}`],
  ['the state of another browser', (theirs: string) => `?state=${theirs}`],
])('refuses a return with %s, and signs nobody out [LO-07]', async (_what, forge) => {
  const scene = await openScene()
  const theirs = new URL(await returnFor(scene, await signedIn(scene))).searchParams.get('state')!
  const victim = await signedIn(scene)

  const page = await victim.visit(`${scene.origin}/auth/signed-out${forge(theirs)}`, {
    from: 'https://evil.example/',
  })

  expect(landingOf(page.url)).toBe('/problem?code=request-malformed')
  expect(await viewOf(scene, victim)).toMatchObject({ status: 'signed-in' })
})

it('takes the true return once [LO-07]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const back = await returnFor(scene, browser)
  const kept = browser.jar.all('localhost')

  expect(landingOf((await browser.visit(back)).url)).toBe('/signed-out')
  for (const cookie of kept) browser.jar.plant(cookie)
  expect(landingOf((await browser.visit(back)).url)).toBe('/problem?code=request-malformed')
})

it('takes no sign-in for a sign-out, nor the reverse [LO-07, CB-01]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const { search } = new URL(await callbackFor(scene, browser))
  const wrongDoor = await browser.visit(`${scene.origin}/auth/signed-out${search}`)
  expect(landingOf(wrongDoor.url)).toBe('/problem?code=request-malformed')

  const leaving = await signedIn(scene)
  const state = new URL(await returnFor(scene, leaving)).searchParams.get('state')!
  const page = await leaving.visit(`${scene.origin}/auth/callback?code=x&state=${state}`)
  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
})

/** Signs out as far as the server's answer. @returns the return URL, not yet visited */
async function returnFor({ origin }: Scene, browser: Browser): Promise<string> {
  const stopBefore = (url: string) => url.startsWith(`${origin}/auth/signed-out`)
  const form = { from: `${origin}/`, method: 'POST', stopBefore } as const
  return (await browser.visit(`${origin}/auth/logout`, form)).headers.get('location')!
}
