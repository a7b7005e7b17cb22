/**
 * The authorization server does not do what it was asked to (OpenID Connect Core §3.1.2.1: `acr_values` is
 * voluntary): it says nothing of how the person signed in, or of when, or it says something else.
 */
import { expect, it } from 'vitest'
import type { JWTPayload } from 'jose'
import { landingOf } from '../conformance/sign-in.ts'
import { openScene, sessionCookieOf, signedIn, viewOf } from './scene.ts'

const now = () => Math.floor(Date.now() / 1000)

it.each<[string, string, (claims: JWTPayload) => JWTPayload]>([
  ['another acr', 'acr_values=gold', (claims) => ({ ...claims, acr: 'iron' })],
  ['no acr', 'acr_values=gold', ({ acr: _, ...claims }) => claims],
  ['a list for an acr', 'acr_values=gold', (claims) => ({ ...claims, acr: ['gold'] })],
  ['an acr in capitals', 'acr_values=gold', (claims) => ({ ...claims, acr: 'GOLD' })],
  ['no auth_time', 'max_age=60', ({ auth_time: _, ...claims }) => claims],
  ['an old auth_time', 'max_age=60', (claims) => ({ ...claims, auth_time: now() - 120 })],
  ['auth_time as text', 'max_age=60', (claims) => ({ ...claims, auth_time: String(now()) })],
])('leaves the session as it was when there is %s [PX-25]', async (_what, asked, lie) => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const before = sessionCookieOf(browser)
  scene.liar.lie({ idTokenClaims: lie })

  const page = await browser.visit(`${scene.origin}/auth/login?${asked}`, {
    from: `${scene.origin}/`,
  })

  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expect(sessionCookieOf(browser)).toBe(before)
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
  expect(scene.bff.logged('session.ended')).toEqual([])
})

it('leaves the session as it was when the person cannot do it', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  scene.liar.lie({
    authorizationResponse(response) {
      response.delete('code')
      response.set('error', 'unmet_authentication_requirements')
      return response
    },
  })

  const page = await browser.visit(`${scene.origin}/auth/login?returnTo=/x&acr_values=gold`, {
    from: `${scene.origin}/`,
  })

  expect(landingOf(page.url)).toBe('/signed-out?reason=login-refused&returnTo=%2Fx')
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
})
