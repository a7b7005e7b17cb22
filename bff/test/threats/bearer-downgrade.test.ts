/**
 * Bearer downgrade (RFC 9449 §5): the authorization server, or somebody between it and us, answers with a
 * bearer token where a bound one was asked for, so that whoever steals it can use it.
 */
import { expect, it } from 'vitest'
import type { Grant } from '../conformance/liar/books.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import type { Json } from '../conformance/liar/wire.ts'
import { callApi, pastExpiryMs } from '../conformance/refresh.ts'
import { openEncounter } from '../conformance/sign-in.ts'

function open(lie: Partial<Lies>, dpop = 'require') {
  return openEncounter(
    { idTokenAlg: 'ES256', bindsTokens: 'dpop', ...lie },
    { api: {}, env: { OIDC_DPOP: dpop, OIDC_ID_TOKEN_ALG: 'ES256' } },
  )
}

const as = (type: unknown) => (response: Json) => ({ ...response, token_type: type })
const onlyWhenRefreshed = (response: Json, { refreshes }: Grant) =>
  refreshes === 0 ? response : as('Bearer')(response)

it.each(['Bearer', 'bearer', 'N_A', 'DPoP2', undefined])(
  'is refused at the sign-in when the type is %s [SX-14]',
  async (type) => {
    const { session, stored, landing } = await (await open({ tokenResponse: as(type) })).signIn()
    expect([session.status, stored.includes('tokens')]).toEqual(['signed-out', false])
    expect(landing).toBe('/problem?code=login-failed')
  },
)

it('leaves no token behind that anybody could use [SX-14]', async () => {
  const { liar, signIn } = await open({ tokenResponse: as('Bearer') })
  await signIn()
  expect(liar.seen.revocation.map(({ body }) => body.get('token_type_hint'))).toEqual([
    'refresh_token',
  ])
})

it('is told as what it is when the revocation fails too [SX-14]', async () => {
  const wire = { revocation: () => ({ status: 503, headers: {}, body: '' }) }
  const { landing } = await (await open({ tokenResponse: as('Bearer'), wire })).signIn()
  expect(landing).toBe('/problem?code=login-failed')
})

it('is refused at a refresh, and its token never reaches the API [SX-14]', async () => {
  const encounter = await open({ tokenResponse: onlyWhenRefreshed })
  const { browser } = await encounter.signIn()
  encounter.bff.clock.advance(pastExpiryMs)
  expect((await callApi(encounter, browser)).status).toBe(503)
  encounter.bff.clock.advance(pastExpiryMs)
  // The refresh token was given back together with the access token, so the session is over.
  const ended = await callApi(encounter, browser)
  expect(await ended.json()).toMatchObject({ code: 'session-ended', reason: 'refresh-failed' })
  expect(encounter.api!.seen).toEqual([])
  expect(encounter.liar.seen.revocation).toHaveLength(1)
})

it('has a twin: a bound token where none was asked for, which is refused as well [TK-07]', async () => {
  const { session } = await (
    await open({ bindsTokens: 'no', tokenResponse: as('DPoP') }, 'off')
  ).signIn()
  expect(session.status).toBe('signed-out')
})
