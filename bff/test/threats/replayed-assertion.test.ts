/**
 * A client assertion carried to another server (RFC 10070 §1, RFC 9700 §4.4): a hostile authorization server
 * names an honest one's token endpoint as its own, collects what the client proves itself with elsewhere –
 * here at its own endpoint for pushed requests – and shows it to the honest one. Both know us by one key.
 */
import { decodeJwt } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { newKey } from '../../cli/new-key.ts'
import { createBrowser } from '../browser.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import { landingOf } from '../conformance/sign-in.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { openBff } from '../open-bff.ts'

const byKey: Partial<Lies> = { clientAuth: ['private_key_jwt'], idTokenAlg: 'ES256' }

async function openServer(lie: Partial<Lies> = {}): Promise<Liar> {
  const liar = await openLiar({ ...byKey, ...lie })
  onTestFinished(() => liar.close())
  return liar
}

function settings(prefix: string, { issuer, clientId }: Liar, key: object) {
  const named = {
    ISSUER: issuer,
    CLIENT_ID: clientId,
    CLIENT_AUTH: 'private_key_jwt',
    CLIENT_KEYS: JSON.stringify({ keys: [key] }),
    ID_TOKEN_ALG: 'ES256',
    PAR: 'require',
  }
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [prefix + name, value]))
}

async function openTwo(more: Record<string, string> = {}) {
  const honest = await openServer()
  const hostile = await openServer({
    discovery: (document) => ({ ...document, token_endpoint: honest.endpoints.token }),
  })
  const key = newKey('ES256', Date.now())
  const env = {
    ...settings('OIDC_', honest, key),
    OIDC_PROVIDERS: 'hostile',
    ...settings('OIDC_HOSTILE_', hostile, key),
    ...more,
  }
  const bff = await openBff({ env })
  onTestFinished(() => bff.close())
  for (const liar of [honest, hostile]) {
    liar.lie({ clientJwksUri: `${bff.origin}/auth/jwks?iss=${encodeURIComponent(liar.issuer)}` })
  }
  const signInAt = ({ issuer }: Liar) =>
    createBrowser().visit(`${bff.origin}/auth/login?${new URLSearchParams({ iss: issuer })}`)
  return { honest, hostile, bff, signInAt }
}

/** What the attacker does with it: an authorization request of its own, in our name. */
function show(assertion: string, { endpoints, clientId }: Liar): Promise<Response> {
  const body = new URLSearchParams({
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    grant_type: 'refresh_token',
    refresh_token: 'stolen',
  })
  return fetch(endpoints.token, { method: 'POST', body })
}

it('gives a hostile server nothing that is good at the honest one [SX-05, SX-02]', async () => {
  const { honest, hostile, signInAt } = await openTwo()
  expect(landingOf((await signInAt(hostile)).url)).toBe('/problem?code=login-failed')

  // The code went to the honest server, which the hostile one had named, with a proof for the hostile one.
  const caught = [...hostile.seen.par, ...honest.seen.token].map(
    ({ body }) => body.get('client_assertion') ?? '',
  )
  expect(caught.map((assertion) => decodeJwt(assertion).aud)).toEqual([
    hostile.issuer,
    hostile.issuer,
  ])
  for (const assertion of caught) {
    const refusal = await show(assertion, honest)
    expect(refusal.status).toBe(401)
    expect(await refusal.json()).toMatchObject({ error: 'invalid_client' })
  }
})

it('proves itself to each of them all the same', async () => {
  const { honest, hostile, bff, signInAt } = await openTwo()
  hostile.lie({ discovery: (document) => document })
  for (const liar of [honest, hostile]) {
    expect((await signInAt(liar)).url).toBe(`${bff.origin}/`)
  }
})

it('does not start where both would be shown one key for the old audience [SX-05]', async () => {
  const old = { OIDC_HOSTILE_CLIENT_ASSERTION: 'token-endpoint' }
  await expect(openTwo(old)).rejects.toThrow('OIDC_PROVIDERS must have signing keys of its own')
})
