/**
 * The forms of an authorization request – in the URL, pushed, signed, signed and pushed – at a server that
 * demands them, and what each leaves in the address bar of the browser.
 */
import { createPublicKey } from 'node:crypto'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { createBrowser, type Page } from '../browser.ts'
import { type House, type HouseOptions, openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

interface Signed {
  house: House
  landed: Page
  /** The parameters in the browser's URL. */
  shown: URLSearchParams
  backChannel: ReturnType<typeof recordingFetch>
}

async function signedIn(options: HouseOptions, parameters = {}): Promise<Signed> {
  const backChannel = recordingFetch()
  const house = await openHouse({ ...backChannel, ...options })
  const landed = await signIn(createBrowser(), house.origin, 'alice', { parameters })
  const { issuer } = house.world.authorizationServer
  const [asked] = landed.hops.filter(({ url }) => url.startsWith(`${issuer}/auth?`))
  return { house, landed, shown: new URL(asked!.url).searchParams, backChannel }
}

/** The claims of a request object, verified with the key that is in the settings. */
async function opened({ house }: Signed, object: string) {
  const { keys } = JSON.parse(house.world.env.OIDC_CLIENT_KEYS ?? '')
  const key = createPublicKey({ key: keys[0], format: 'jwk' })
  const { payload } = await compactVerify(object, key)
  return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>
}

function expectOneObject(claims: Record<string, unknown>, { house }: Signed): void {
  const { exp, nbf, iat } = claims as Record<string, number>
  const { issuer } = house.world.authorizationServer
  expect(claims).toMatchObject({ iss: 'claimcheck', aud: issuer, client_id: 'claimcheck' })
  expect(exp! - nbf!).toBeLessThanOrEqual(3600)
  expect([nbf, exp].map((time) => Math.abs(time! - iat!) <= 600)).toEqual([true, true])
  for (const name of ['request', 'request_uri', 'sub']) expect(claims).not.toHaveProperty(name)
  expect(claims).toMatchObject({
    response_type: 'code',
    redirect_uri: `${house.origin}/auth/callback`,
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
}

it('signs the whole request, and shows nothing of it beside the object [AR-21]', async () => {
  const signed = await signedIn(
    { world: { traits: { signedRequests: true } } },
    { max_age: '3600', ui_locales: 'sv' },
  )
  expect(signed.landed.url).toBe(`${signed.house.origin}/`)
  expect([...signed.shown.keys()].toSorted()).toEqual(['client_id', 'request'])
  const object = signed.shown.get('request') ?? ''
  const { keys } = JSON.parse(signed.house.world.env.OIDC_CLIENT_KEYS ?? '')
  const { alg, kid } = keys[0]
  expect(decodeProtectedHeader(object)).toEqual({ alg, kid, typ: 'oauth-authz-req+jwt' })
  const claims = await opened(signed, object)
  expectOneObject(claims, signed)
  expect(claims).toMatchObject({ max_age: 3600, ui_locales: 'sv' })
  expect(claims.client_id).toBe(signed.shown.get('client_id'))
})

it('pushes the signed request, and leaves a reference in the URL [AR-19, AR-20, AR-21]', async () => {
  const signed = await signedIn({ world: { traits: { signedRequests: true, requirePar: true } } })
  expect(signed.landed.url).toBe(`${signed.house.origin}/`)
  expect([...signed.shown.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
  const [pushed] = signed.backChannel.to('/request')
  expect(pushed?.status).toBe(201)
  expect([...pushed!.form.keys()].toSorted()).toEqual(['client_id', 'request'])
  expectOneObject(await opened(signed, pushed!.form.get('request') ?? ''), signed)
})

it('signs an answer to be posted into the object, not beside it [AR-21, CB-11]', async () => {
  const signed = await signedIn({
    world: { traits: { signedRequests: true, responseMode: 'form_post.jwt' } },
  })
  expect(signed.landed.url).toBe(`${signed.house.origin}/`)
  const claims = await opened(signed, signed.shown.get('request') ?? '')
  expect(claims.response_mode).toBe('form_post.jwt')
})

it('signs both ways at the strictest server: requests pushed, tokens bound [AR-19, AR-21, CB-13]', async () => {
  const traits = { signedRequests: true, responseMode: 'form_post.jwt' } as const
  const signed = await signedIn({ world: { configuration: 'fapi2-dpop', traits } })
  expect(signed.landed.url).toBe(`${signed.house.origin}/`)
  expect([...signed.shown.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
  const [pushed] = signed.backChannel.to('/request').filter(({ status }) => status === 201)
  expectOneObject(await opened(signed, pushed?.form.get('request') ?? ''), signed)
  const callback = signed.landed.hops.find(({ url }) => url.endsWith('/auth/callback'))
  expect(callback?.method).toBe('POST')
})

it('pushes unasked what the settings say, and asks anew for each sign-in [AR-20]', async () => {
  const { house, landed, shown, backChannel } = await signedIn({
    world: { traits: { endSession: false } },
    env: { OIDC_PAR: 'require' },
  })
  expect(landed.url).toBe(`${house.origin}/`)
  const browser = createBrowser()
  // The back button comes to the login path again, which nobody may keep (RFC 9126 §7.5).
  const [kept] = (await browser.visit(`${house.origin}/auth/login`)).hops
  expect(kept?.headers.get('cache-control')).toBe('no-store')
  const again = new URL(kept?.headers.get('location') ?? '').searchParams
  expect(again.get('request_uri')).not.toBe(shown.get('request_uri'))
  expect(backChannel.to('/request')).toHaveLength(2)
})

it('asks for what the resource table says in detail, in every form [AR-21]', async () => {
  const details = [{ type: 'note', actions: ['read', 'write'], locations: ['https://a.example'] }]
  const table = { notes: { ...resourceTable.notes, authorizationDetails: details } }
  const plain = await signedIn({ world: { traits: { endSession: false } }, table })
  expect(JSON.parse(plain.shown.get('authorization_details') ?? '')).toEqual(details)
  const signed = await signedIn({ world: { traits: { signedRequests: true } }, table })
  const claims = await opened(signed, signed.shown.get('request') ?? '')
  expect(claims.authorization_details).toEqual(details)
})
