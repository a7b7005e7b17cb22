/**
 * `oidcc-client-test-3rd-party-init-login`: the server sends the person to the client's login page, with
 * its name and where they want to go. The client begins a flow of its own and finishes it.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../../browser.ts'
import { landingOf, openEncounter } from '../sign-in.ts'

it.each(['GET', 'POST'] as const)(
  'signs in when it is begun from elsewhere, by %s [CM-19, AR-18]',
  async (method) => {
    const { liar, bff } = await openEncounter()
    const browser = createBrowser()
    const form = { iss: liar.issuer, target_link_uri: `${bff.origin}/notes?sort=age`, foo: 'bar' }
    const initiate = `${bff.origin}/auth/login`
    const page = await browser.visit(
      method === 'POST' ? initiate : `${initiate}?${new URLSearchParams(form)}`,
      { from: `${liar.issuer}/apps`, method, form },
    )
    expect(landingOf(page.url)).toBe('/notes?sort=age')
    const asked = liar.seen.authorize[0]?.url.searchParams
    expect(asked?.get('state')).toMatch(/^[\w-]{43}$/)
    expect(asked?.has('foo')).toBe(false)
    const session = await browser.fetch(`${bff.origin}/auth/session`)
    expect(await session.json()).toMatchObject({ status: 'signed-in', user: { sub: 'ada' } })
  },
)

it.each([
  ['an issuer nobody configured', { iss: 'https://evil.example' }],
  ['an issuer that is nearly ours', { iss: 'the issuer/' }],
])('begins nothing for %s [CM-19, AR-18]', async (_what, form) => {
  const { liar, bff } = await openEncounter()
  const query = new URLSearchParams({ iss: form.iss.replace('the issuer', liar.issuer) })
  const page = await createBrowser().visit(`${bff.origin}/auth/login?${query}`)
  expect(landingOf(page.url)).toBe('/problem?code=request-malformed')
  expect(liar.seen.authorize).toHaveLength(0)
})
