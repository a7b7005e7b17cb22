/**
 * The liar itself, met by a client of a few fetches: right in everything by default, so that a module
 * that fails fails for its one lie.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import {
  authorizationRequest,
  authorize,
  open,
  post,
  redirectUri,
  signIn,
  verifier,
} from './liar/plain-client.ts'

it('signs a client in, with a code, an ID token it can verify, and userinfo', async () => {
  const { liar, metadata } = await open()
  const { response, tokens } = await signIn(liar, metadata)
  expect(Object.fromEntries(response)).toMatchObject({ state: 'a-state', iss: liar.issuer })

  const jwks = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''))
  const { payload } = await jwtVerify(tokens.body.id_token, jwks, {
    issuer: liar.issuer,
    audience: liar.clientId,
  })
  expect(payload).toMatchObject({ sub: 'ada', nonce: 'a-nonce' })

  const headers = { authorization: `Bearer ${tokens.body.access_token}` }
  const userinfo = await fetch(metadata.userinfo_endpoint ?? '', { headers })
  expect(await userinfo.json()).toMatchObject({ sub: 'ada', name: 'Ada Lovelace' })
  expect(liar.issued).toContain(tokens.body.access_token)
  expect(liar.seen.token[0]?.body.get('code_verifier')).toBe(verifier)
})

it('takes a code once', async () => {
  const { liar, metadata } = await open()
  const { form } = await signIn(liar, metadata)
  const again = await post(liar, metadata.token_endpoint, form)
  expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

it('refuses a client that shows its secret twice', async () => {
  const { liar, metadata } = await open()
  const twice = { authorization: `Basic ${btoa(`${liar.clientId}:${liar.clientSecret}`)}` }
  const { tokens } = await signIn(liar, metadata, twice)
  expect(tokens).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

it.each([
  ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
  ['another redirect URI', { redirect_uri: 'http://localhost:2/auth/callback' }, 'invalid_grant'],
  ['a wrong secret', { client_secret: 'guess' }, 'invalid_client'],
])('refuses %s', async (_what, wrong, error) => {
  const { liar, metadata } = await open()
  const { response } = await authorize(metadata, authorizationRequest(liar))
  const right = { code: response.get('code') ?? '', code_verifier: verifier }
  const form = { grant_type: 'authorization_code', redirect_uri: redirectUri, ...right, ...wrong }
  expect((await post(liar, metadata.token_endpoint, form)).body.error).toBe(error)
})

it.each([
  ['client_id', 'a stranger'],
  ['redirect_uri', 'https://evil.example/auth/callback'],
  ['response_type', 'token'],
  ['scope', 'profile'],
  ['code_challenge_method', 'plain'],
  ['state', ''],
])('refuses an authorization request whose %s is "%s"', async (name, value) => {
  const { liar, metadata } = await open()
  const query = authorizationRequest(liar)
  query.set(name, value)
  expect((await authorize(metadata, query)).status).toBe(400)
})

it('rotates refresh tokens, and takes each once', async () => {
  const { liar, metadata } = await open()
  const { tokens } = await signIn(liar, metadata)
  const form = { grant_type: 'refresh_token', refresh_token: tokens.body.refresh_token }
  const fresh = await post(liar, metadata.token_endpoint, form)
  expect(fresh.body.refresh_token).not.toBe(tokens.body.refresh_token)
  expect((await post(liar, metadata.token_endpoint, form)).body.error).toBe('invalid_grant')
})

it('keeps the refresh token, and sends none, when it does not rotate', async () => {
  const { liar, metadata } = await open({ rotatesRefreshTokens: false })
  const { tokens } = await signIn(liar, metadata)
  const form = { grant_type: 'refresh_token', refresh_token: tokens.body.refresh_token }
  expect((await post(liar, metadata.token_endpoint, form)).body.refresh_token).toBeUndefined()
  expect((await post(liar, metadata.token_endpoint, form)).status).toBe(200)
})

it('forgets a revoked token', async () => {
  const { liar, metadata } = await open()
  const { tokens } = await signIn(liar, metadata)
  const token = tokens.body.refresh_token
  expect((await post(liar, metadata.revocation_endpoint, { token })).status).toBe(200)
  const form = { grant_type: 'refresh_token', refresh_token: token }
  expect((await post(liar, metadata.token_endpoint, form)).body.error).toBe('invalid_grant')
})

it('takes only pushed requests when it says so', async () => {
  const { liar, metadata } = await open({ requirePar: true })
  const query = authorizationRequest(liar)
  expect((await authorize(metadata, query)).status).toBe(400)
  const pushed = await post(
    liar,
    metadata.pushed_authorization_request_endpoint,
    Object.fromEntries(query),
  )
  const byReference = new URLSearchParams({
    client_id: liar.clientId,
    request_uri: pushed.body.request_uri,
  })
  expect((await authorize(metadata, byReference)).response.get('code')).toMatch(/^liar-marked-code/)
})

it('returns from end session with the state it was given', async () => {
  const { liar, metadata } = await open()
  const { tokens } = await signIn(liar, metadata)
  const query = new URLSearchParams({
    id_token_hint: tokens.body.id_token,
    post_logout_redirect_uri: 'http://localhost:1/auth/signed-out',
    state: 'another-state',
  })
  const answer = await fetch(`${metadata.end_session_endpoint}?${query}`, { redirect: 'manual' })
  expect(answer.headers.get('location')).toBe(
    'http://localhost:1/auth/signed-out?state=another-state',
  )
})

it('publishes only the newest key', async () => {
  const { liar, metadata } = await open()
  const { tokens } = await signIn(liar, metadata)
  await liar.rotateKeys()
  const jwks = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''))
  await expect(jwtVerify(tokens.body.id_token, jwks)).rejects.toThrow('no applicable key')
})

it('lies where told, from then on, and writes down who knocked at the wrong door', async () => {
  const { liar, metadata } = await open({}, { issuerPath: '/tenant' })
  liar.lie({ wire: { token: (answer) => ({ ...answer, status: 503 }) } })
  expect((await signIn(liar, metadata)).tokens.status).toBe(503)
  await fetch(`${liar.issuer}/nowhere`)
  expect(liar.seen.other[0]?.url.pathname).toBe('/tenant/nowhere')
})
