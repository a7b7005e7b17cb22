/** The provider changes our client secret. Both stand in the settings for a while; nobody is signed out. */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

const right = 'the-secret-that-the-provider-knows'
const wrong = 'the-secret-of-yesterday'

async function house(first: string, next: string) {
  const network = recordingFetch()
  const { bff, origin } = await openHouse({
    fetch: network.fetch,
    world: { client: { clientSecret: right } },
    env: { OIDC_CLIENT_SECRET: first, OIDC_CLIENT_SECRET_NEXT: next },
  })
  const browser = createBrowser()
  const notes = () => browser.fetch(`${origin}/api/notes`)
  return { bff, origin, browser, network, notes }
}

it('uses the first as long as it is good', async () => {
  const { bff, origin, browser, notes } = await house(right, wrong)
  await signIn(browser, origin, 'alice')
  expect((await notes()).status).toBe(200)
  expect(bff.logged('client.secret-switched')).toEqual([])
})

it('turns to the second when the first is refused, and never sends a code again [CB-10]', async () => {
  const { bff, origin, browser, network, notes } = await house(wrong, right)
  // One sign-in fails, at each instance: the code is not sent twice, not even with another secret.
  let landed = await signIn(browser, origin, 'alice')
  while (landed.url !== `${origin}/`) landed = await signIn(browser, origin, 'alice')
  const codes = network.to('/token').map(({ form }) => form.get('code'))
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.length).toBeGreaterThan(1)
  expect(bff.logged('client.secret-switched').length).toBeGreaterThan(0)

  bff.clock.advance(6 * 60_000)
  expect((await notes()).status).toBe(200)
})

it('refreshes with the second at once when the provider has changed', async () => {
  const provider = { changed: false }
  let first = '' // the header that was good before
  // Plays the change: yesterday's secret is refused, the new one means what the old one meant.
  const changing: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    const sent = headers.get('authorization') ?? ''
    if (!provider.changed && sent !== '') first = sent
    if (!provider.changed || sent === '') return fetch(input, init)
    if (sent === first) return Response.json({ error: 'invalid_client' }, { status: 401 })
    headers.set('authorization', first)
    return fetch(input, { ...init, headers })
  }
  const { bff, origin } = await openHouse({
    fetch: changing,
    world: { client: { clientSecret: right } },
    env: { OIDC_CLIENT_SECRET: right, OIDC_CLIENT_SECRET_NEXT: 'the-secret-of-tomorrow' },
  })
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')

  provider.changed = true
  bff.clock.advance(6 * 60_000)
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(200)
  expect(bff.logged('client.secret-switched')).toHaveLength(1)
})
