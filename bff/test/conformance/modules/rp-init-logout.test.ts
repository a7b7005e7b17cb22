/**
 * `oidcc-client-test-rp-init-logout`: the server is right, and sends the person back to where the
 * client asked.
 */
import { expect, it } from 'vitest'
import { landingOf, signIn } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

it('ends the session at the server too, with hint, return URI and state [CM-20, LO-04]', async () => {
  const { liar, bff, browser } = await signIn()
  const { response, session } = await signOut(bff, browser)

  const asked = liar.seen.endSession[0]?.url.searchParams
  expect(liar.issued).toContain(asked?.get('id_token_hint'))
  expect(asked?.get('client_id')).toBe(liar.clientId)
  expect(asked?.get('post_logout_redirect_uri')).toBe(`${bff.origin}/auth/signed-out`)
  expect(asked?.get('state')).toMatch(/^[\w-]{22,}$/)
  expect(landingOf(response.url)).toBe('/signed-out')
  expect(session).toMatchObject({ status: 'signed-out' })
})
