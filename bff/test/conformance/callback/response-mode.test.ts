/** The answer comes by the way we asked for, query, and brings a code and no token (RFC 9700 §2.1.2). */
import { paths } from 'shared/paths'
import { expect, it } from 'vitest'
import { createBrowser } from '../../browser.ts'
import { saying } from '../liar/forgeries.ts'
import { expectCodeUnused } from '../outcomes.ts'
import { landingOf, openEncounter, signIn } from '../sign-in.ts'

it.each(['access_token', 'id_token'])(
  'uses nothing of a %s that comes through the browser [CB-12]',
  async (name) => {
    const { liar, signIn } = await openEncounter()
    liar.lie({
      authorizationResponse: (response) => {
        response.delete('code')
        return saying(name, 'liar-marked-through-the-browser')(response)
      },
    })
    expectCodeUnused(await signIn())
    expect(liar.seen.token).toHaveLength(0)
  },
)

it('refuses a signed response (JARM) that it did not ask for [CB-12]', async () => {
  const attempt = await signIn({
    authorizationResponse: () => new URLSearchParams({ response: 'e30.e30.e30' }),
  })
  expectCodeUnused(attempt, '/signed-out?reason=login-expired')
  expect(attempt.liar.seen.token).toHaveLength(0)
})

it('refuses a response by form post, and leaves the transaction to the right one [CB-12]', async () => {
  const { liar, bff } = await openEncounter()
  const browser = createBrowser()
  const stopBefore = (url: string) => url.includes(paths.callback)
  const page = await browser.visit(bff.origin + paths.login, { stopBefore })
  const callback = new URL(page.headers.get('location') ?? '')

  // SameSite alone would keep the cookie back: sent here all the same, so that it is not what refuses.
  const cookie = browser.jar.headerFor(callback, 'same-site') ?? ''
  const posted = await browser.visit(bff.origin + paths.callback, {
    from: liar.issuer,
    method: 'POST',
    form: Object.fromEntries(callback.searchParams),
    headers: { cookie },
  })
  expect(landingOf(posted.url)).not.toBe('/')
  expect(liar.seen.token).toHaveLength(0)

  await browser.visit(callback.href, { from: liar.issuer })
  expect(liar.seen.token).toHaveLength(1)
})
