/**
 * An ID token that comes with a refresh is about the same person, client and sign-in as the first one
 * (OpenID Connect Core §12.2). One that is not takes the new access token down with it.
 */
import { expect, it } from 'vitest'
import { withBrokenSignature, without } from '../liar/forgeries.ts'
import { callApi, pastExpiryMs, whenRefreshed } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  ['for another client', whenRefreshed((claims) => ({ ...claims, aud: 'stranger' }))],
  [
    'for a stranger beside us',
    whenRefreshed((claims) => ({ ...claims, aud: ['claimcheck', 'stranger'], azp: 'claimcheck' })),
  ],
  ['with another nonce', whenRefreshed((claims) => ({ ...claims, nonce: 'of-another-request' }))],
  ['of a later sign-in', whenRefreshed((claims) => ({ ...claims, auth_time: claims.iat }))],
  ['without sub', whenRefreshed(without('sub'))],
  ['with an empty sub', whenRefreshed((claims) => ({ ...claims, sub: '' }))],
])('does not use tokens that came with an ID token %s [TS-11]', async (_what, lie) => {
  const encounter = await openEncounter(lie)
  const { browser } = await encounter.signIn()
  const { userinfo } = encounter.liar.seen
  const before = userinfo.length
  encounter.bff.clock.advance(pastExpiryMs)

  expect((await callApi(encounter, browser)).ok).toBe(false)
  expect(userinfo).toHaveLength(before)
})

it('does not use tokens that came with a badly signed ID token [TS-11, ID-04]', async () => {
  const encounter = await openEncounter()
  const { browser } = await encounter.signIn()
  const { userinfo } = encounter.liar.seen
  const before = userinfo.length
  encounter.liar.lie({ idToken: withBrokenSignature })
  encounter.bff.clock.advance(pastExpiryMs)

  expect((await callApi(encounter, browser)).ok).toBe(false)
  expect(userinfo).toHaveLength(before)
})

it('accepts a refresh without an ID token', async () => {
  const encounter = await openEncounter()
  const { browser } = await encounter.signIn()
  encounter.liar.lie({ tokenResponse: without('id_token') })
  encounter.bff.clock.advance(pastExpiryMs)
  expect((await callApi(encounter, browser)).status).toBe(200)
})
