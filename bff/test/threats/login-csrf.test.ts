/**
 * Login CSRF (RFC 6749 §10.12, RFC 9700 §2.1): the attacker signs in up to the callback, and lets the victim
 * open it. The victim would work in the attacker's account without noticing.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, sessionCookieOf, signedIn, viewOf } from './scene.ts'

it('refuses a callback in another browser than the one that began [AR-05, CB-01]', async () => {
  const scene = await openScene()
  const trap = await callbackFor(scene, createBrowser())
  const victim = createBrowser()

  const page = await victim.visit(trap, { from: 'https://evil.example/' })

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-expired')
  expect(scene.liar.seen.token).toEqual([])
  expect(sessionCookieOf(victim)).toBeUndefined()
})

it('refuses it also while that browser is signing in itself [AR-05, CB-01]', async () => {
  const scene = await openScene()
  const trap = await callbackFor(scene, createBrowser())
  const victim = createBrowser()
  await callbackFor(scene, victim)

  await victim.visit(trap, { from: 'https://evil.example/' })

  expect(scene.liar.seen.token).toEqual([])
  expect(sessionCookieOf(victim)).toBeUndefined()
})

it('leaves the session of a person who is signed in as it was [AR-05, CB-01]', async () => {
  const scene = await openScene()
  const victim = await signedIn(scene)
  scene.liar.lie({ person: { sub: 'mallory' } })
  const trap = await callbackFor(scene, createBrowser())

  await victim.visit(trap, { from: 'https://evil.example/' })

  expect(await viewOf(scene, victim)).toMatchObject({ user: { sub: 'ada' } })
})
