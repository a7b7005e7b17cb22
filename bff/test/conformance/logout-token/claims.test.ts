/** One token per fault (Back-Channel Logout §2.6): refused, and the session stays. */
import type { JWTPayload } from 'jose'
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { logoutEvent } from '../liar/logout-token.ts'
import { expectDone, expectRefused, signInAndTell } from '../provider-sign-out.ts'

const nowSeconds = () => Math.floor(Date.now() / 1000)
const withClaims = (more: object) => (claims: JWTPayload) => ({ ...claims, ...more })

it.each<[string, (claims: JWTPayload) => JWTPayload, why: string]>([
  ['no issuer', without('iss'), 'iss'],
  ['an issuer list', withClaims({ iss: ['x'] }), 'iss'],
  ['no audience', without('aud'), 'aud'],
  ['an empty audience', withClaims({ aud: [] }), 'aud'],
  ['a stranger in the audience', withClaims({ aud: ['claimcheck', 'stranger'] }), 'aud'],
  ['no iat', without('iat'), 'iat'],
  ['an iat that is a text', withClaims({ iat: '1' }), 'iat'],
  ['an iat in the future', withClaims({ iat: nowSeconds() + 60 }), 'iat'],
  ['no exp', without('exp'), 'exp'],
  ['an exp that has passed', withClaims({ exp: nowSeconds() - 31 }), 'exp'],
  ['an exp that is a text', withClaims({ exp: String(nowSeconds() + 60) }), 'exp'],
  ['a lifetime of an hour', withClaims({ exp: nowSeconds() + 3600 }), 'exp'],
  ['an nbf in the future', withClaims({ nbf: nowSeconds() + 60 }), 'signature'],
  ['neither sub nor sid', without('sub', 'sid'), 'subject'],
  ['an empty sub', withClaims({ sub: '' }), 'subject'],
  ['an empty sid', withClaims({ sid: '' }), 'subject'],
  ['a sub that is a number', withClaims({ sub: 7 }), 'subject'],
  ['a sid that is a list', withClaims({ sid: ['x'] }), 'subject'],
  ['a sub that is null', withClaims({ sub: null }), 'subject'],
  ['no events', without('events'), 'events'],
  ['events that are a text', withClaims({ events: logoutEvent }), 'events'],
  ['events that are a list', withClaims({ events: [logoutEvent] }), 'events'],
  ['an event that is a text', withClaims({ events: { [logoutEvent]: 'yes' } }), 'events'],
  ['an event that is a list', withClaims({ events: { [logoutEvent]: [] } }), 'events'],
  ['an event that is null', withClaims({ events: { [logoutEvent]: null } }), 'events'],
  ['an empty nonce', withClaims({ nonce: '' }), 'nonce'],
  ['a nonce that is null', withClaims({ nonce: null }), 'nonce'],
])('refuses %s [LO-11, LO-15]', async (_what, logoutTokenClaims, why) => {
  const { answer, ...attempt } = await signInAndTell({ logoutTokenClaims })
  await expectRefused(answer, attempt, why)
})

it.each([
  ['no jti', without('jti')],
  ['an empty jti', withClaims({ jti: '' })],
])('refuses %s, by which it would be known again [LO-13]', async (_what, logoutTokenClaims) => {
  const { answer, ...attempt } = await signInAndTell({ logoutTokenClaims })
  await expectRefused(answer, attempt, 'jti')
})

it.each<[string, (claims: JWTPayload) => JWTPayload]>([
  ['an audience list of us alone', withClaims({ aud: ['claimcheck'] })],
  [
    'another event beside it',
    withClaims({ events: { [logoutEvent]: {}, 'https://x.example': {} } }),
  ],
  ['an iat within the tolerance', withClaims({ iat: nowSeconds() + 20, exp: nowSeconds() + 120 })],
  ['an exp within the tolerance', withClaims({ exp: nowSeconds() - 15 })],
  ['a sid without sub', without('sub')],
  ['a sub without sid', without('sid')],
])('accepts %s [LO-11]', async (_what, logoutTokenClaims) => {
  const { answer } = await signInAndTell({ logoutTokenClaims })
  await expectDone(answer)
})
