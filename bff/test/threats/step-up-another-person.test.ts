/**
 * Somebody else comes back from a step-up (Security BCP update §2.3.2): Alice was asked to show who she is,
 * and Bob – at the same desk, or by a link that Alice was made to follow – showed who he is.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { openScene, type Scene, sessionCookieOf, signedIn, viewOf } from './scene.ts'

const alice = { sub: 'alice' }
const bob = { sub: 'bob' }

it.each([['acr_values=gold'], ['max_age=60'], ['acr_values=gold&max_age=0']])(
  'raises nobody’s session when another person comes back: %s [CB-14]',
  async (asked) => {
    const scene = await openScene({ person: alice })
    const browser = await signedIn(scene)
    const before = sessionCookieOf(browser)
    scene.liar.lie({ person: bob })

    const page = await stepUp(scene, browser, asked)

    expect(landingOf(page.url)).toBe('/signed-out?reason=login-refused&returnTo=%2Ferase')
    expect(sessionCookieOf(browser)).toBe(before)
    expect(await viewOf(scene, browser)).toMatchObject({ user: alice })
    expect(await viewOf(scene, browser)).not.toHaveProperty('session.acr')
    expect(scene.bff.logged('login.failed')).toMatchObject([{ why: 'another-person' }])
  },
)

it('revokes what the other person was granted, and nothing else [CB-14]', async () => {
  const scene = await openScene({ person: alice })
  const browser = await signedIn(scene)
  scene.liar.lie({ person: bob })
  await stepUp(scene, browser, 'acr_values=gold')
  await scene.bff.close() // waits for what is owed to others

  const { revocation, token } = scene.liar.seen
  expect([token.length, revocation.length]).toEqual([2, 1])
  const bobs = scene.liar.issued.filter((one) => one.includes('rt-')).at(-1)
  expect(revocation[0]!.body.get('token')).toBe(bobs)
})

it('changes accounts by a plain sign-in, in a wholly new session [CB-14, SC-08]', async () => {
  const scene = await openScene({ person: alice })
  const browser = await signedIn(scene)
  const before = sessionCookieOf(browser)
  scene.liar.lie({ person: bob })

  await signedIn(scene, browser)

  expect(sessionCookieOf(browser)).not.toBe(before)
  expect(await viewOf(scene, browser)).toMatchObject({ user: bob })
  expect(scene.bff.logged('session.ended')).toMatchObject([{ reason: 'replaced' }])
})

it('raises no session that has ended meanwhile, whoever comes back [CB-14]', async () => {
  const scene = await openScene({ person: alice })
  const browser = await signedIn(scene)
  const stopBefore = (url: string) => url.startsWith(`${scene.origin}/auth/callback`)
  const away = await stepUp(scene, browser, 'acr_values=gold', stopBefore)
  await browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' })

  const page = await browser.visit(away.headers.get('location')!)

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-out' })
  expect(scene.bff.logged('login.failed')).toMatchObject([{ why: 'step-up-late' }])
})

it('is a plain sign-in for somebody who was not signed in', async () => {
  const scene = await openScene({ person: alice })
  const browser = createBrowser()
  await stepUp(scene, browser, 'acr_values=gold')
  expect(await viewOf(scene, browser)).toMatchObject({ user: alice, session: { acr: 'gold' } })
})

function stepUp(
  { origin }: Scene,
  browser: ReturnType<typeof createBrowser>,
  asked: string,
  stopBefore?: (url: string) => boolean,
) {
  const url = `${origin}/auth/login?returnTo=/erase&${asked}`
  return browser.visit(url, { from: `${origin}/`, ...(stopBefore && { stopBefore }) })
}
