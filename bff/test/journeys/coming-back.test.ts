/**
 * The ways back from the authorization server: allowed, refused, cancelled, not asked at all – and always
 * over a boundary between sites, where the Strict session cookie stays behind at first.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

it('lands signed in after one round trip although the Strict cookie is withheld at first [SC-20]', async () => {
  const { origin, world } = await openHouse()
  const browser = createBrowser()
  const landed = await signIn(browser, origin, 'alice')
  // The first page after the redirect came without the cookie: it must not claim "signed out".
  expect(landed.text).not.toContain('claimcheck-session')
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
  const toProvider = landed.hops.filter(({ url }) =>
    url.startsWith(`${world.authorizationServer.issuer}/auth?`),
  )
  expect(toProvider).toHaveLength(1)
})

it('keeps the session of somebody who follows a link from another site [SC-20]', async () => {
  const { origin } = await openHouse()
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  const page = await browser.visit(`${origin}/notes`, { from: 'http://127.0.0.1:1/' })
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('claimcheck-session')
  const reload = await browser.visit(`${origin}/notes`)
  expect(reload.text).toContain('"status":"signed-in"')
})

it('tells a signed-out visitor so in the page itself', async () => {
  const { origin } = await openHouse()
  const page = await createBrowser().visit(`${origin}/`)
  expect(page.text).toContain(
    '<script type="application/json" id="claimcheck-session">{"status":"signed-out"}',
  )
})

it('treats a refused consent as a choice, not a fault [CB-15]', async () => {
  const { bff, origin } = await openHouse()
  const landed = await signIn(createBrowser(), origin, 'carol', { consent: 'refuse' })
  expect(landed.url).toBe(`${origin}/signed-out?reason=login-refused`)
  expect(landed.status).toBe(200)
  expect(bff.logged('login.failed')).toMatchObject([{ why: 'access-denied' }])
})

it('keeps in mind where somebody was going who refused', async () => {
  const { origin } = await openHouse()
  const how = { consent: 'refuse', returnTo: '/notes?sort=new' } as const
  const landed = await signIn(createBrowser(), origin, 'carol', how)
  const { searchParams } = new URL(landed.url)
  expect(searchParams.get('returnTo')).toBe('/notes?sort=new')
})

it('asks Carol for consent every time, and Alice once', async () => {
  const { origin, world } = await openHouse()
  const consents = async (person: string, browser = createBrowser()) => {
    const landed = await signIn(browser, origin, person, { parameters: { prompt: 'login' } })
    return landed.hops.filter(
      ({ url, method }) => method === 'POST' && url.startsWith(world.authorizationServer.issuer),
    ).length
  }
  const alice = createBrowser()
  const carol = createBrowser()
  expect([await consents('alice', alice), await consents('alice', alice)]).toEqual([2, 1])
  expect([await consents('carol', carol), await consents('carol', carol)]).toEqual([2, 2])
})

it('lands in a signed-out state when silent sign-in needs a question [CB-15]', async () => {
  const { origin } = await openHouse()
  const landed = await createBrowser().visit(`${origin}/auth/login?prompt=none`, { from: origin })
  expect(landed.url).toBe(`${origin}/signed-out?reason=login-refused`)
})

it('signs in silently when there is nothing to ask', async () => {
  const { origin } = await openHouse()
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  const again = await browser.visit(`${origin}/auth/login?prompt=none&returnTo=/notes`, {
    from: origin,
  })
  expect(again.url).toBe(`${origin}/notes`)
})
