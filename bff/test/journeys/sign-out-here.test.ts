/** Signing out of the app alone, for whoever wants to stay signed in at their sign-in service. */
import type { SignedInView } from 'shared/session'
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

/** Its own, so told in one run: what is asked here, every authorization server has. */
const world = { configuration: 'plain' } as const

it('ends the session here and leaves the authorization server alone', async () => {
  const house = await openHouse({ world })
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  const answer = await browser.fetch(`${house.origin}/auth/logout?only=here`, { method: 'POST' })
  expect(await answer.json()).toEqual({ location: '/signed-out' })
  expect((await browser.fetch(`${house.origin}/api/notes`)).status).toBe(401)
  expect(house.bff.logged('session.ended')).toMatchObject([{ reason: 'user' }])
  // Still known there: back without a question.
  const back = await browser.visit(`${house.origin}/auth/login`, { from: `${house.origin}/` })
  expect(back.url).toBe(`${house.origin}/`)
})

it.each(['only=there', 'only=', 'only=here&only=there'])(
  'takes %s for no such wish: both ends are the safe answer',
  async (query) => {
    const house = await openHouse({ world })
    const browser = createBrowser()
    await signIn(browser, house.origin, 'alice')
    const answer = await browser.fetch(`${house.origin}/auth/logout?${query}`, { method: 'POST' })
    expect(await answer.json()).toEqual({ location: expect.stringContaining('/session/end') })
  },
)

it('is offered by name where the authorization server can be signed out of', async () => {
  const view = await viewIn(await openHouse({ world, env: { OIDC_DISPLAY_NAME: 'Acme ID' } }))
  expect(view.session.service).toEqual({ name: 'Acme ID', endsToo: true })
})

it('is all there is where it cannot, and people are told where to go instead', async () => {
  const env = { OIDC_LOGOUT: 'local', OIDC_ACCOUNT_URL: 'https://id.example.com/me' }
  const view = await viewIn(await openHouse({ world, env }))
  expect(view.session.service).toEqual({
    name: '127.0.0.1',
    endsToo: false,
    accountUrl: 'https://id.example.com/me',
  })
})

async function viewIn({ origin }: House): Promise<SignedInView> {
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  return (await browser.fetch(`${origin}/auth/session`)).json() as Promise<SignedInView>
}
