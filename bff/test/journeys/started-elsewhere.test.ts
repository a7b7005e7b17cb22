/** Sign-in that begins at somebody else's tile or portal (OpenID Connect Core §4). */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { answerPages } from '../sign-in.ts'

const portal = 'http://127.0.0.1:1/portal'

async function started(method: 'GET' | 'POST', parameters: Record<string, string>) {
  const { origin, world } = await openHouse()
  const browser = createBrowser()
  const given = { iss: world.authorizationServer.issuer, ...parameters }
  const url = `${origin}/auth/login`
  const page =
    method === 'POST'
      ? await browser.visit(url, { from: portal, method, form: given })
      : await browser.visit(`${url}?${new URLSearchParams(given)}`, { from: portal })
  return { origin, world, browser, page }
}

it.each(['GET', 'POST'] as const)(
  'starts a normal sign-in by %s [AR-18, CM-19]',
  async (method) => {
    const { origin, browser, page, world } = await started(method, {
      login_hint: 'alice',
      extra: 'ignored',
    })
    expect(page.url.startsWith(world.authorizationServer.issuer)).toBe(true)
    expect(page.hops.every(({ status }) => status !== 307 && status !== 308)).toBe(true)
    const landed = await answerPages(browser, page, origin, 'alice')
    expect(new URL(landed.url).origin).toBe(origin)
  },
)

it('refuses an issuer that is not ours [AR-18]', async () => {
  const { page } = await started('GET', { iss: 'https://other.example' })
  expect(page.url).toMatch(/\/problem\?code=request-malformed/)
  expect(page.hops).toHaveLength(2)
})

it('replaces a foreign target by home [AR-18]', async () => {
  const { origin, browser, page } = await started('GET', {
    target_link_uri: 'https://evil.example/notes',
  })
  const landed = await answerPages(browser, page, origin, 'alice')
  expect(new URL(landed.url).origin + new URL(landed.url).pathname).toBe(`${origin}/`)
})
