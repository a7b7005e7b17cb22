/**
 * Authorization details (RFC 9396): asked for by the resource table, answered by the token response. What was
 * granted is kept with the token, and what was not is told to whoever runs this.
 */
import { expect, it, onTestFinished } from 'vitest'
import { type ResourcePolicy, resourceTable } from '../../../src/api/resources.ts'
import { createBrowser } from '../../browser.ts'
import { openBff } from '../../open-bff.ts'
import { openLiar } from '../liar.ts'
import { without } from '../liar/forgeries.ts'
import type { Lies } from '../liar/lies.ts'

const asked = [{ type: 'note', actions: ['read', 'write'] }, { type: 'export' }]

async function signedInWith(tokenResponse: Lies['tokenResponse']) {
  const liar = await openLiar({ idTokenAlg: 'ES256', tokenResponse })
  onTestFinished(() => liar.close())
  const notes: ResourcePolicy = { ...resourceTable.notes, authorizationDetails: asked }
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_ID_TOKEN_ALG: 'ES256',
    RESOURCE_NOTES_URL: liar.endpoints.userinfo,
  }
  const bff = await openBff({ env, table: { notes } })
  onTestFinished(() => bff.close())
  const landed = await createBrowser().visit(`${bff.origin}/auth/login`)
  expect(landed.url).toBe(`${bff.origin}/`)
  const { searchParams } = liar.seen.authorize[0]!.url
  expect(JSON.parse(searchParams.get('authorization_details') ?? '')).toEqual(asked)
  return bff.logged('login.narrowed').map(({ types }) => types)
}

it.each([
  ['all of it', asked, []],
  ['it and more', [...asked, { type: 'print' }], []],
  ['less of one', [{ type: 'note', actions: ['read'] }, { type: 'export' }], ['note']],
  ['one of two', [{ type: 'export' }], ['note']],
  ['nothing', [], ['note export']],
  ['what is no list', 'note', ['note export']],
])('tells what is missing when the server grants %s', async (_what, details, missing) => {
  const granting: Lies['tokenResponse'] = (response) => ({
    ...response,
    authorization_details: details,
  })
  expect(await signedInWith(granting)).toEqual(missing)
})

it('takes silence for a no', async () => {
  expect(await signedInWith(without('authorization_details'))).toEqual(['note export'])
})
