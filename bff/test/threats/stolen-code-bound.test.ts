/**
 * Stolen code (RFC 9449 §10): somebody has got hold of the code and of everything else that goes along with
 * it – verifier, client secret – but not of the key that the authorization request was bound to.
 */
import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config/read-config.ts'
import { createClient } from '../../src/oauth/client.ts'
import { createProofKey } from '../../src/oauth/dpop-key.ts'
import { failureOf } from '../../src/oauth/failure.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'

const checks = { state: 's'.repeat(43), nonce: 'n'.repeat(43), codeVerifier: 'v'.repeat(43) }
const origin = 'http://localhost:3000'

describe.each(['auto', 'require'])('with OIDC_PAR=%s', (par) => {
  it('is worth nothing with another key, nor with none [SX-16]', async () => {
    const { client, liar } = await open(par)
    const key = await createProofKey('ES256')
    for (const proofKey of [await createProofKey('ES256'), undefined]) {
      const callback = await callbackFor(client, key)
      const failure = await client
        .redeemCode(callback, { ...checks, proofKey })
        .then(() => undefined, failureOf)
      expect(failure).toMatchObject({ kind: 'refused' })
    }
    expect(liar.accessTokens.size).toBe(0)
  })

  it('is worth its tokens with the key that it was asked for with [SX-16]', async () => {
    const { client, liar } = await open(par)
    const proofKey = await createProofKey('ES256')
    await client.redeemCode(await callbackFor(client, proofKey), { ...checks, proofKey })
    const [grant] = liar.accessTokens.values()
    expect(grant?.codeJkt).toMatch(/^[\w-]{43}$/)
    expect(grant?.binding.jkt).toBe(grant?.codeJkt)
  })
})

it('is bound by a proof where the request is pushed, and by a thumbprint where it is not [SX-16]', async () => {
  const key = await createProofKey('ES256')
  const [shown, pushed] = [await open('auto'), await open('require')]
  await callbackFor(shown.client, key)
  await callbackFor(pushed.client, key)
  expect(shown.liar.seen.authorize[0]!.url.searchParams.get('dpop_jkt')).toMatch(/^[\w-]{43}$/)
  expect(pushed.liar.seen.par[0]!.headers.dpop).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect([...pushed.liar.seen.authorize[0]!.url.searchParams.keys()].toSorted()).toEqual([
    'client_id',
    'request_uri',
  ])
})

async function open(par: string) {
  const liar = await openLiar({ idTokenAlg: 'ES256', bindsTokens: 'dpop' })
  onTestFinished(() => liar.close())
  const { oidc } = readConfig(envFor(liar, par), ['notes'])
  return { liar, client: createClient(oidc, { clock: Date, fetch }) }
}

function envFor(liar: Liar, par: string) {
  return {
    NODE_ENV: 'development',
    APP_ORIGIN: origin,
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_ID_TOKEN_ALG: 'ES256',
    OIDC_DPOP: 'require',
    OIDC_PAR: par,
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    RESOURCE_NOTES_URL: 'http://127.0.0.1:9/',
  }
}

/** What the authorization server answers the browser. */
async function callbackFor(
  client: ReturnType<typeof createClient>,
  key: Awaited<ReturnType<typeof createProofKey>>,
): Promise<URL> {
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: `${origin}/auth/callback`,
    scope: 'openid',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.challengeOf(checks.codeVerifier),
    code_challenge_method: 'S256',
  })
  const answer = await fetch(await client.authorizationUrl(parameters, key), { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '')
}
