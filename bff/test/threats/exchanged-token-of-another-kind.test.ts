/**
 * What an exchange gives is not what was asked for (RFC 8693 §2.2.1): a token of another kind, or one that
 * has to be shown in another way. To use it would be to show an API, as an access token, what is none.
 */
import { expect, it } from 'vitest'
import { type Answer, json } from '../conformance/liar/wire.ts'
import { exchangeScene } from './exchange-scene.ts'

const good = {
  access_token: 'exchanged',
  issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  token_type: 'Bearer',
  expires_in: 300,
}

it('is used when it is of the kind that was asked for [TK-13]', async () => {
  const { api, call } = await exchangeScene(() => json(good))
  expect((await call()).status).toBe(200)
  expect(api.seen[0]!.headers.authorization).toBe('Bearer exchanged')
})

it.each<[string, Answer]>([
  ['a refresh token', json({ ...good, issued_token_type: tokenType('refresh_token') })],
  ['an ID token', json({ ...good, issued_token_type: tokenType('id_token') })],
  ['a SAML assertion', json({ ...good, issued_token_type: tokenType('saml2') })],
  ['something unnamed', json({ ...good, issued_token_type: undefined })],
  ['a list of kinds', json({ ...good, issued_token_type: [good.issued_token_type] })],
  ['nothing to show as a bearer', json({ ...good, token_type: 'N_A' })],
  ['a token for MAC', json({ ...good, token_type: 'mac' })],
  ['a token bound to somebody’s key', json({ ...good, token_type: 'DPoP' })],
  ['no token at all', json({ ...good, access_token: undefined })],
  ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>hello</p>' }],
])('is not used when it is %s [TK-13]', async (_what, answer) => {
  const { api, bff, call } = await exchangeScene(() => answer)
  const refused = await call()
  expect([refused.status, refused.headers.get('claimcheck-refusal')]).toEqual([
    502,
    'resource-unreachable',
  ])
  expect(api.seen).toEqual([])
  expect(bff.logged('token.not-obtained')).toMatchObject([{ mode: 'exchange' }])
})

it.each(['access_denied', 'invalid_target', 'unauthorized_client'])(
  'is not begged for: the server says %s, once, and the person hears a no',
  async (error) => {
    const { api, call, exchanges } = await exchangeScene(() => json({ error }, 400))
    const refused = await call()
    expect(await refused.json()).toMatchObject({ code: 'resource-forbidden' })
    expect([api.seen.length, exchanges().length]).toEqual([0, 1])
  },
)

it.each(['invalid_request', 'invalid_grant', 'invalid_token'])(
  'is asked for once more, with a new subject token, when the server says %s [TK-13]',
  async (error) => {
    let turn = 0
    const answer = () => (turn++ === 0 ? json({ error }, 400) : json(good))
    const { call, exchanges } = await exchangeScene(answer)
    expect((await call()).status).toBe(200)
    const subjects = exchanges().map(({ body }) => body.get('subject_token'))
    expect([subjects.length, new Set(subjects).size]).toEqual([2, 2])
  },
)

it('is asked for no third time, and signs nobody out [TK-13]', async () => {
  const { browser, call, exchanges, origin } = await exchangeScene(() =>
    json({ error: 'invalid_request' }, 400),
  )
  expect((await call()).status).toBe(403)
  expect(exchanges()).toHaveLength(2)
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
})

function tokenType(name: string): string {
  return `urn:ietf:params:oauth:token-type:${name}`
}
