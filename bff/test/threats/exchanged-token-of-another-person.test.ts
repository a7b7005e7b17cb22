/**
 * A kept token that is found by the wrong person (RFC 8693 has no word on caches, so it is ours to say): it
 * belongs to one session and one API, and to what was asked for when it was got.
 */
import { expect, it } from 'vitest'
import { json } from '../conformance/liar/wire.ts'
import { exchangeScene } from './exchange-scene.ts'
import type { WatchedApi } from './scene.ts'

it('is never sent for somebody else [TK-13]', async () => {
  const { api, browser, call, exchanges, liar, signedIn } = await sceneWithCount()
  liar.lie({ person: { sub: 'bob' } })
  const bobs = await signedIn()
  for (const by of [browser, bobs, browser, bobs]) expect((await call(by)).status).toBe(200)
  expect(tokensAt(api)).toEqual([
    'Bearer exchanged-1',
    'Bearer exchanged-2',
    'Bearer exchanged-1',
    'Bearer exchanged-2',
  ])
  expect(exchanges()).toHaveLength(2)
})

it('is not found by the same person in another session [TK-13]', async () => {
  const { api, call, signedIn } = await sceneWithCount()
  await call()
  await call(await signedIn())
  expect(tokensAt(api)).toEqual(['Bearer exchanged-1', 'Bearer exchanged-2'])
})

it('is not kept for longer than it lives, nor than a minute when nobody says [TK-13]', async () => {
  const { api, bff, call } = await sceneWithCount({ expires_in: undefined })
  await call()
  bff.clock.advance(40_000)
  await call()
  bff.clock.advance(20_000)
  await call()
  expect(tokensAt(api)).toEqual(['Bearer exchanged-1', 'Bearer exchanged-1', 'Bearer exchanged-2'])
})

it('asks for one API and its scope, by the name that the server knows [TK-13]', async () => {
  const { call, exchanges } = await sceneWithCount()
  await call()
  const [{ body } = { body: new URLSearchParams() }] = exchanges()
  expect([...body.keys()].sort()).toEqual([
    'audience',
    'grant_type',
    'requested_token_type',
    'scope',
    'subject_token',
    'subject_token_type',
  ])
  expect([body.get('audience'), body.get('scope')]).toEqual(['notes-api', 'notes:read'])
})

it('does not let its answer into the session: a refresh token in it is not taken for ours', async () => {
  const { bff, call, liar } = await sceneWithCount({
    refresh_token: 'planted',
    id_token: undefined,
  })
  await call()
  bff.clock.advance(6 * 60_000)
  expect((await call()).status).toBe(200)
  const used = liar.seen.token.map(({ body }) => body.get('refresh_token'))
  expect(used).not.toContain('planted')
})

it('never reaches the browser, nor the log [TK-13]', async () => {
  const { bff, call } = await sceneWithCount()
  const answer = await call()
  const heard = JSON.stringify([...answer.headers]) + (await answer.text()) + bff.log.join('')
  expect(heard).not.toContain('exchanged-1')
})

function sceneWithCount(more: object = {}) {
  let count = 0
  return exchangeScene(() =>
    json({
      access_token: `exchanged-${(count += 1)}`,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'bearer',
      expires_in: 300,
      ...more,
    }),
  )
}

function tokensAt({ seen }: WatchedApi) {
  return seen.map(({ headers }) => headers.authorization)
}
