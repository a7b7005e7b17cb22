/** The answer comes by the way we asked for, query, and brings a code and no token (RFC 9700 §2.1.2). */
import { expect, it } from 'vitest'
import { saying } from '../liar/forgeries.ts'
import { expectRefused } from '../outcomes.ts'
import { openEncounter, signIn } from '../sign-in.ts'

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
    expectRefused(await signIn())
    expect(liar.seen.token).toHaveLength(0)
  },
)

it('refuses a signed response (JARM) that it did not ask for [CB-12]', async () => {
  const attempt = await signIn({
    authorizationResponse: () => new URLSearchParams({ response: 'e30.e30.e30' }),
  })
  expectRefused(attempt, '/signed-out?reason=login-expired')
  expect(attempt.liar.seen.token).toHaveLength(0)
})

it('refuses a response by form post, and leaves the transaction to the right one [CB-12]', async () => {
  const { liar, bff } = await openEncounter()
  const manual = { redirect: 'manual' } as const
  const begun = await fetch(`${bff.origin}/auth/login`, manual)
  const cookie = begun.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const authorized = await fetch(begun.headers.get('location') ?? '', manual)
  const callback = new URL(authorized.headers.get('location') ?? '')

  const headers = { cookie, origin: liar.issuer }
  const url = bff.origin + callback.pathname
  const posted = await fetch(url, {
    ...manual,
    method: 'POST',
    headers,
    body: callback.searchParams,
  })
  expect(posted.status).toBeGreaterThanOrEqual(400)
  expect(liar.seen.token).toHaveLength(0)

  await fetch(callback, { ...manual, headers: { cookie } })
  expect(liar.seen.token).toHaveLength(1)
})
