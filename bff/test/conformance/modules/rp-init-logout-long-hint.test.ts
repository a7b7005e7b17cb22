/**
 * `oidcc-client-test-rp-init-logout`: here with ID tokens of unusual length. The hint goes along as long as
 * a URL can carry it, and into no log in any case (RP-Initiated Logout §2).
 */
import { expect, it } from 'vitest'
import { signIn } from '../sign-in.ts'

async function logoutWith(groupsLength: number) {
  const groups = 'x'.repeat(groupsLength)
  const { bff, browser } = await signIn({ idTokenClaims: (claims) => ({ ...claims, groups }) })
  const answer = await browser.fetch(`${bff.origin}/auth/logout`, { method: 'POST' })
  const { location } = (await answer.json()) as { location: string }
  return { bff, url: new URL(location) }
}

it('carries a hint of 3 kB, and logs none of it [CM-20, LO-04, LO-05]', async () => {
  const { bff, url } = await logoutWith(2_300)
  const hint = url.searchParams.get('id_token_hint')!
  expect(hint.length).toBeGreaterThan(3_000)
  expect(bff.log.join('')).not.toContain(hint.slice(0, 40))
  expect(url.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
})

it('leaves out a hint that no URL can carry, and still says who asks [CM-20, LO-05]', async () => {
  const { url } = await logoutWith(9_000)
  expect([...url.searchParams.keys()].sort()).toEqual([
    'client_id',
    'post_logout_redirect_uri',
    'state',
  ])
})
