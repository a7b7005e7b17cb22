/** What is pushed, and what is left for the browser's URL (RFC 9126 §2.1, §4). */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('pushes a form with all of the request in it, and leaves the browser a reference [AR-19, AR-20]', async () => {
  const { liar, signIn } = await openEncounter({ requirePar: true })
  expectSignedIn(await signIn())
  const [pushed] = liar.seen.par
  expect(pushed?.method).toBe('POST')
  expect(pushed?.headers['content-type']).toMatch('application/x-www-form-urlencoded')
  expect(pushed?.headers.authorization).toMatch(/^Basic /)
  const names = ['code_challenge', 'code_challenge_method', 'nonce', 'redirect_uri', 'state']
  expect([...(pushed?.body.keys() ?? [])]).toEqual(expect.arrayContaining(names))
  expect(pushed?.body.has('request_uri')).toBe(false)

  const shown = liar.seen.authorize[0]?.url.searchParams
  expect([...(shown?.keys() ?? [])].toSorted()).toEqual(['client_id', 'request_uri'])
})

it('pushes anew for every sign-in, with other secrets in it [AR-20]', async () => {
  const { liar, signIn } = await openEncounter({ requirePar: true })
  expectSignedIn(await signIn())
  expectSignedIn(await signIn())
  const { par, authorize } = liar.seen
  expect(new Set(par.map(({ body }) => body.get('code_challenge'))).size).toBe(2)
  expect(new Set(authorize.map(({ url }) => url.searchParams.get('request_uri'))).size).toBe(2)
})
