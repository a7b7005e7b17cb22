/**
 * The steps every guide of this flow describes, in their order, told as one story: authorization request →
 * authentication → consent → redirect with a code → state → back-channel exchange → the three tokens, each
 * for its purpose → API call → logout. The story is the same where requests are pushed (RFC 9126), clients
 * have keys or certificates, and access tokens are nobody's to read.
 */
import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { parametersOf } from '../authorization-request.ts'
import { createBrowser, type Hop } from '../browser.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { openHouse } from '../open-house.ts'
import { signIn, signOut } from '../sign-in.ts'

it('goes through every step, and each secret stays where it belongs [AR-01, AR-02, AR-03, AR-09, AR-12, AR-16, CB-09, TK-01, TK-02, TK-04, TK-05, TS-01, TS-04]', async () => {
  const backChannel = recordingFetch()
  const { origin, world } = await openHouse({ fetch: backChannel.fetch })
  const browser = createBrowser()

  const landed = await signIn(browser, origin, 'alice', { returnTo: '/notes?sort=new#top' })

  // 1. The authorization request, on the front channel – or pushed, and the browser carries its name.
  const front = landed.hops.find(({ url }) => url.startsWith(world.authorizationServer.issuer))!.url
  const request = parametersOf(front, backChannel)
  const isPushed = backChannel.to('/request').length > 0
  expect([...new URL(front).searchParams.keys()].sort()).toEqual(
    isPushed ? ['client_id', 'request_uri'] : [...request.keys()].sort(),
  )
  expect(landed.hops[0]).toMatchObject({ status: 303 })
  expect(Object.fromEntries(request)).toMatchObject({
    response_type: 'code',
    client_id: 'claimcheck',
    redirect_uri: `${origin}/auth/callback`,
    code_challenge_method: 'S256',
  })
  expect(request.get('scope')!.split(' ')).toContain('openid')

  // 2. and 3. Authentication and consent happened at the authorization server (sign-in.ts clicked).
  // 4. Back by redirect, with a code, our state and the issuer – and no token.
  const callback = at(landed.hops, `${origin}/auth/callback`)
  expect([...callback.keys()].sort()).toEqual(['code', 'iss', 'state'])
  expect(callback.get('state')).toBe(request.get('state'))

  // 5. The exchange, on the back channel: client authentication by one method, the verifier, the same URI.
  const [exchange] = backChannel.to('/token')
  expect(exchange!.method).toBe('POST')
  expect(new URL(exchange!.url).search).toBe('')
  expect(exchange!.headers.get('content-type')).toMatch('application/x-www-form-urlencoded')
  const proofs = [
    exchange!.headers.get('authorization')?.startsWith('Basic '),
    exchange!.form.has('client_assertion'),
    world.env.OIDC_CLIENT_CERT !== undefined,
  ]
  expect(proofs.filter(Boolean)).toHaveLength(1)
  expect(exchange!.form.get('client_secret')).toBeNull()
  expect(exchange!.form.get('code')).toBe(callback.get('code'))
  expect(exchange!.form.get('redirect_uri')).toBe(request.get('redirect_uri'))
  expect(s256(exchange!.form.get('code_verifier')!)).toBe(request.get('code_challenge'))

  // 6. Three tokens: the ID token says who, the access token is for the API, the refresh token for later.
  const tokens = exchange!.answer
  expect(decodeJwt(tokens.id_token!).aud).toBe('claimcheck')
  expect(['opaque', world.env.RESOURCE_NOTES_URL]).toContain(audienceOf(tokens.access_token!))
  expect(tokens.refresh_token).toBeTypeOf('string')

  // 7. The code is gone from where the person lands; no hop ever showed the browser a token.
  expect(landed.url).toBe(`${origin}/notes?sort=new#top`)
  const seen = JSON.stringify(landed.hops.map(({ url, headers }) => [url, [...headers]]))
  for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
    expect(seen).not.toContain(token)
  }

  // 8. The API call, with the access token attached on the server.
  const notes = await browser.fetch(`${origin}/api/notes`)
  expect(notes.status).toBe(200)

  // 9. Logout: here, then at the authorization server, then back.
  const left = await signOut(browser, origin)
  expect(new URL(left.url).pathname).toBe('/signed-out')
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(401)
})

function at(hops: Hop[], prefix: string): URLSearchParams {
  return new URL(hops.find(({ url }) => url.startsWith(prefix))!.url).searchParams
}

/** Where nobody but its API can read an access token, step 8 shows whose it is. */
function audienceOf(accessToken: string) {
  return accessToken.includes('.') ? decodeJwt(accessToken).aud : 'opaque'
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
