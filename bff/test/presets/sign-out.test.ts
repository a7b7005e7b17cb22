/** Where a sign-out leads: the announced endpoint, a vendor's own form of it, or no further than here. */
import { expect, it } from 'vitest'
import type { PresetName } from '../../src/config/presets/presets.ts'
import { without } from '../conformance/liar/forgeries.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { page, redirect, type Seen } from '../conformance/liar/wire.ts'
import { signOut } from '../conformance/sign-out.ts'
import { encounterAs } from './encounter.ts'

async function leaving(provider: PresetName, lie: Partial<Lies> = {}, issuerPath = '') {
  const { bff, liar, signIn } = await encounterAs(provider, lie, { issuerPath })
  const { browser, session } = await signIn()
  expect(session.status).toBe('signed-in')
  return { ...(await signOut(bff, browser)), bff, browser, liar }
}

/** Takes what Cognito takes, and refuses what the specification has. */
function cognitoLogout(_answer: unknown, { url }: Seen) {
  const names = [...url.searchParams.keys()].toSorted().join(' ')
  const back = url.searchParams.get('logout_uri')
  return names === 'client_id logout_uri' && back
    ? redirect(back)
    : page('Required String parameter')
}

it('goes by client_id and logout_uri to the endpoint that Cognito announces', async () => {
  const lie: Partial<Lies> = { wire: { endSession: cognitoLogout } }
  const { bff, browser, response, session } = await leaving('cognito', lie)
  expect([response.status, response.url]).toEqual([200, `${bff.origin}/signed-out`])
  expect(session.status).toBe('signed-out')
  // Nothing was begun that waits for a state.
  expect(browser.jar.all('localhost')).toEqual([])
})

it('goes to /v2/logout of an Auth0 tenant that announces no endpoint', async () => {
  const lie = { discovery: without('end_session_endpoint') }
  const { location, liar, bff } = await leaving('auth0', lie, '/')
  const { origin, pathname, searchParams } = new URL(location)
  expect(origin + pathname).toBe(`${liar.issuer}v2/logout`)
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: liar.clientId,
    returnTo: `${bff.origin}/signed-out`,
  })
})

it('goes to the endpoint that an Auth0 tenant announces: discovery comes first', async () => {
  const { location, liar, response, bff } = await leaving('auth0', {}, '/')
  expect(location.startsWith(liar.endpoints.endSession)).toBe(true)
  expect(response.url).toBe(`${bff.origin}/signed-out`)
})

it('says to Entra whom it is about, so that nobody is asked for their account', async () => {
  const idTokenClaims = (claims: object) => ({ ...claims, login_hint: 'O.ada-at-entra' })
  const { location, response, bff } = await leaving('entra', { idTokenClaims })
  expect(new URL(location).searchParams.get('logout_hint')).toBe('O.ada-at-entra')
  expect(response.url).toBe(`${bff.origin}/signed-out`)
})

it('says nothing to Entra that its ID token did not', async () => {
  const { location } = await leaving('entra')
  expect(new URL(location).searchParams.has('logout_hint')).toBe(false)
})

it('stays here at Google, which has no end, and revokes', async () => {
  const { location, liar, session } = await leaving('google')
  expect([location, session.status]).toEqual(['/signed-out', 'signed-out'])
  await expect.poll(() => liar.seen.revocation).toHaveLength(1)
})

it('revokes at Logto, where grants with offline_access outlive a sign-out', async () => {
  const { liar } = await leaving('logto')
  await expect.poll(() => liar.seen.revocation).toHaveLength(1)
  expect(liar.seen.revocation[0]!.body.get('token_type_hint')).toBe('refresh_token')
})
