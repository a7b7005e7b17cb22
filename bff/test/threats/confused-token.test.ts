/**
 * Confused token (RFC 9700 §2.3, §4.10.2): one API gets the token that was meant for another, and can now act
 * there as the person. Each API has a token of its own, and one that is open to everybody gets none. The
 * real authorization server is asked, which writes into each token whom it is for.
 */
import { decodeJwt } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'
import { openWatchedApi, type WatchedApi } from './scene.ts'

it('gives each API a token for that API, no broader than it needs, and the public one none [PX-08, TK-14, TS-12]', async () => {
  onlyIn('plain', 'par-private-key', 'fapi2-dpop', 'fapi2-mtls', 'two-providers') // the token is read
  const [notes, bills, menu] = [await openOne(), await openOne(), await openOne()]
  const { notes: policy } = resourceTable
  const { origin, world } = await openHouse({
    table: { notes: policy, bills: policy, menu: { ...policy, token: 'none' } },
    env: {
      RESOURCE_NOTES_URL: notes.url,
      RESOURCE_NOTES_INDICATOR: notes.url,
      RESOURCE_NOTES_SCOPE: 'notes:read',
      RESOURCE_BILLS_URL: bills.url,
      RESOURCE_BILLS_INDICATOR: bills.url,
      RESOURCE_BILLS_SCOPE: 'notes:write',
      RESOURCE_MENU_URL: menu.url,
    },
  })
  world.authorizationServer.registerResource(notes.url, 'notes:read')
  world.authorizationServer.registerResource(bills.url, 'notes:write')
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')

  for (const name of ['notes', 'bills', 'menu', 'notes']) {
    expect((await browser.fetch(`${origin}/api/${name}`)).status).toBe(200)
  }

  expect(audiencesAt(notes)).toEqual([notes.url, notes.url])
  expect(audiencesAt(bills)).toEqual([bills.url])
  expect(audiencesAt(menu)).toEqual([undefined])
  expect(scopesAt(notes)).toEqual(['notes:read', 'notes:read'])
  expect(scopesAt(bills)).toEqual(['notes:write'])
})

async function openOne(): Promise<WatchedApi> {
  const { api, close } = await openWatchedApi()
  onTestFinished(close)
  return api
}

/** Whom each token is for that arrived here; undefined where none did. */
function audiencesAt(api: WatchedApi) {
  return claimsAt(api).map((claims) => claims?.aud)
}

function scopesAt(api: WatchedApi) {
  return claimsAt(api).map((claims) => claims?.['scope'])
}

function claimsAt({ seen }: WatchedApi) {
  return seen.map(({ headers: { authorization } }) =>
    authorization === undefined ? undefined : decodeJwt(authorization.split(' ')[1]!),
  )
}
