/** The request that brings it (Back-Channel Logout §2.5): a small form from a server, and nothing else counts. */
import { expect, it } from 'vitest'
import { exchange } from '../../wire.ts'
import {
  expectDone,
  expectRefused,
  expectRefusal,
  post,
  signInAndTell,
  tellOfLogout,
  viewOf,
} from '../provider-sign-out.ts'
import { openEncounter } from '../sign-in.ts'

async function signedIn() {
  const { liar, signIn } = await openEncounter()
  const attempt = await signIn()
  return { ...attempt, attempt, token: await liar.logoutToken(liar.signIns[0]!) }
}

it('needs neither cookie nor header nor origin [LO-09, LO-15]', async () => {
  const { answer, ...attempt } = await signInAndTell()
  await expectDone(answer)
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-out' })
})

it('pays no attention to other fields [LO-09]', async () => {
  const { bff, attempt, token } = await signedIn()
  await expectDone(await tellOfLogout(bff, token, { sid: 'another', state: 'x', id_token: 'y' }))
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-out' })
})

it.each<[string, (token: string) => [body: string, type?: string]]>([
  ['JSON', (token) => [JSON.stringify({ logout_token: token }), 'application/json']],
  ['plain text', (token) => [`logout_token=${token}`, 'text/plain']],
  ['a form without a token', () => ['other=field']],
  ['an empty body', () => ['']],
  ['a token that stands twice', (token) => [`logout_token=${token}&logout_token=${token}`]],
  ['a token of a megabyte', () => [`logout_token=${'x'.repeat(1024 * 1024)}`]],
  ['a megabyte beside the token', (t) => [`logout_token=${t}&x=${'x'.repeat(1024 * 1024)}`]],
])('refuses %s, without work [LO-09]', async (_what, bodyOf) => {
  const { bff, liar, attempt, token } = await signedIn()
  const keysAsked = liar.seen.jwks.length
  await expectRefused(await post(bff, ...bodyOf(token)), attempt, 'request')
  expect(liar.seen.jwks).toHaveLength(keysAsked)
})

it.each(['not a token', 'a.b.c', 'a.b', '..', 'e30.e30.', 'null'])(
  'refuses "%s", without work [LO-09]',
  async (text) => {
    const { bff, liar, attempt } = await signedIn()
    const keysAsked = liar.seen.jwks.length
    const answer = await tellOfLogout(bff, text)
    await expectRefused(answer, attempt, text === 'e30.e30.' ? 'iss' : 'malformed')
    expect(liar.seen.jwks).toHaveLength(keysAsked)
  },
)

it.each(['GET', 'PUT', 'DELETE'])('refuses %s [LO-09]', async (method) => {
  const { bff, attempt, token } = await signedIn()
  const url = new URL(`/auth/backchannel-logout?logout_token=${token}`, bff.origin)
  const answer = await exchange(url, { method, headers: new Headers({ 'x-csrf': '1' }) })
  expect(answer.status).toBe(405)
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })
})

it('takes no token from the address [LO-09]', async () => {
  const { bff, token } = await signedIn()
  const url = new URL(`/auth/backchannel-logout?logout_token=${token}`, bff.origin)
  const answer = await exchange(url, { method: 'POST', headers: new Headers() })
  await expectRefusal(answer, bff, 'request')
})

it('answers a page of another site as it answers everybody, with no redirect [LO-15]', async () => {
  const { bff, browser, attempt } = await signedIn()
  const page = await browser.visit(`${bff.origin}/auth/backchannel-logout`, {
    from: 'https://evil.example/',
    method: 'POST',
    form: { logout_token: 'forged' },
  })
  expect([page.status, page.hops.length]).toEqual([400, 1])
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })
})
