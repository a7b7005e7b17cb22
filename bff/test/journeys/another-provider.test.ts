/**
 * Any OpenID provider, by settings alone: this one has a path in its issuer, opaque access tokens, no
 * resource indicators, no rotation, `client_secret_post`, ES256 ID tokens and no end-session endpoint.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn, signOut } from '../sign-in.ts'

const another = {
  path: '/tenant/one',
  accessTokens: 'opaque',
  idTokenAlg: 'ES256',
  clientAuth: 'client_secret_post',
  rotation: false,
  indicators: false,
  endSession: false,
} as const

it('signs in, calls the API, refreshes and signs out [MD-02, MD-06, TK-02, TK-08, LO-04]', async () => {
  const backChannel = recordingFetch()
  const { bff, origin, world } = await openHouse({ world: { traits: another }, ...backChannel })
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  expect(world.authorizationServer.issuer).toMatch(/\/tenant\/one$/)

  const notes = () => browser.fetch(`${origin}/api/notes`)
  expect((await notes()).status).toBe(200)
  bff.clock.advance(6 * 60_000)
  expect((await notes()).status).toBe(200)
  for (const { form, headers } of backChannel.to('/token')) {
    expect(form.get('client_secret')).toBe(world.env.OIDC_CLIENT_SECRET)
    expect(headers.has('authorization')).toBe(false)
    expect(form.has('resource')).toBe(false)
  }

  const left = await signOut(browser, origin)
  expect(left.url).toBe(`${origin}/signed-out`)
  expect((await notes()).status).toBe(401)
})

it('pushes the authorization request where the provider demands it [MD-06]', async () => {
  const backChannel = recordingFetch()
  const { origin, world } = await openHouse({
    world: { traits: { requirePar: true } },
    ...backChannel,
  })
  const landed = await signIn(createBrowser(), origin, 'alice')
  expect(landed.url).toBe(`${origin}/`)
  const { searchParams } = new URL(
    landed.hops.find(({ url }) => url.startsWith(world.authorizationServer.issuer))!.url,
  )
  expect([...searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
})
