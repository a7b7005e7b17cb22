/** The authorization server is down when we start, or goes away later. Neither needs a restart of ours. */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

function cuttableNetwork() {
  const network = { up: false }
  const cut: typeof fetch = (input, init) =>
    network.up ? fetch(input, init) : Promise.reject(new TypeError('fetch failed'))
  return { network, fetch: cut }
}

it('starts without the provider, says so cleanly, and finds it later [MD-08]', async () => {
  const { network, fetch } = cuttableNetwork()
  const { origin } = await openHouse({ fetch })
  const browser = createBrowser()
  expect((await browser.visit(`${origin}/`)).status).toBe(200)
  const refused = await browser.visit(`${origin}/auth/login`, { from: `${origin}/` })
  expect(refused.url).toMatch(/\/problem\?code=provider-unreachable&ref=/)

  network.up = true
  expect((await signIn(browser, origin, 'alice')).url).toBe(`${origin}/`)
})

it('keeps everybody signed in while the provider is away [MD-08]', async () => {
  const { network, fetch } = cuttableNetwork()
  network.up = true
  const { origin } = await openHouse({ fetch })
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  network.up = false
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(200)
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
})
