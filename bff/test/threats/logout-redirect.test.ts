/**
 * Open redirect at sign-out (RP-Initiated Logout §3, OAuth 2.1 §7.13): the request tries to say where the
 * person lands. Nobody asked it.
 */
import { expect, it } from 'vitest'
import { paths } from 'shared/paths'
import { openScene, signedIn } from './scene.ts'

const evil = 'https://evil.example/'
const names = ['post_logout_redirect_uri', 'returnTo', 'redirect_uri', 'location', 'state']
const wishes = new URLSearchParams(names.map((name) => [name, evil])).toString()

it('sends people to the configured return address, whatever a sign-out says [LO-06]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)

  const page = await browser.visit(`${scene.origin}${paths.logout}?${wishes}`, {
    from: `${scene.origin}/`,
    method: 'POST',
    form: Object.fromEntries(names.map((name) => [name, evil])),
  })

  const asked = scene.liar.seen.endSession[0]!.url.searchParams
  expect(asked.get('post_logout_redirect_uri')).toBe(scene.origin + paths.postLogout)
  expect(page.url).toBe(scene.origin + paths.signedOutPage)
  expect(
    page.hops
      .map(({ url }) => url)
      .join()
      .replace(wishes, ''),
  ).not.toContain('evil')
})

it('sends people to the signed-out page, whatever the way back says [LO-06]', async () => {
  const scene = await openScene({
    endSessionReturn: (response) => new URLSearchParams([...response, ['returnTo', evil]]),
  })
  const browser = await signedIn(scene)
  const form = { from: `${scene.origin}/`, method: 'POST' } as const

  const page = await browser.visit(scene.origin + paths.logout, form)

  expect(page.url).toBe(scene.origin + paths.signedOutPage)
})
