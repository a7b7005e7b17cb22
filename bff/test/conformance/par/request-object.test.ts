/**
 * Signed request objects (RFC 9101, FAPI 2.0 Message Signing §5.3.2), in the URL and pushed. The liar verifies
 * each and takes nothing from outside of it.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { createClientKey } from '../fapi.ts'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  ['in the URL', 'auto', 'authorize'],
  ['pushed', 'require', 'par'],
] as const)('signs the whole request, %s [AR-21]', async (_where, par, endpoint) => {
  const keys = JSON.stringify({ keys: [await createClientKey()] })
  const { liar, signIn } = await openEncounter(
    { requireRequestObject: true },
    { env: { OIDC_CLIENT_KEYS: keys, OIDC_REQUEST_OBJECT: 'signed', OIDC_PAR: par } },
  )
  expectSignedIn(await signIn())

  const [request] = liar.seen[endpoint]
  const sent = endpoint === 'par' ? request!.body : request!.url.searchParams
  const object = sent.get('request') ?? ''
  const { exp = 0, nbf = 0, ...claims } = decodeJwt(object)
  expect(claims).toMatchObject({
    iss: liar.clientId,
    aud: liar.issuer,
    client_id: sent.get('client_id'),
    code_challenge_method: 'S256',
    nonce: expect.any(String),
  })
  expect(exp - nbf).toBeLessThanOrEqual(3600)
  expect(['sub', 'request', 'request_uri'].filter((name) => name in claims)).toEqual([])
  expect(decodeProtectedHeader(object)).toMatchObject({ alg: 'ES256', typ: 'oauth-authz-req+jwt' })
  expect(sent.has('state') || sent.has('redirect_uri')).toBe(false)
})
