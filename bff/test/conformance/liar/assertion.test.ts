/** The liar and client assertions, met by a client that signs by hand. */
import { expect, it } from 'vitest'
import { authorizationRequest, open, push } from './plain-client.ts'
import { assertion, createPlainKey, type Deviation, secondsNow } from './plain-signer.ts'

async function pushWith(deviation?: Deviation, lie = {}) {
  const key = await createPlainKey()
  const clientJwks = { keys: [key.publicJwk] }
  const { liar, metadata } = await open({ clientAuth: ['private_key_jwt'], clientJwks, ...lie })
  const fields = await assertion(liar, key.privateKey, deviation)
  const form = { ...Object.fromEntries(authorizationRequest(liar)), ...fields }
  return { push: () => push(metadata, form), liar, metadata, form }
}

it('takes an assertion of the registered key, once', async () => {
  const { push: send } = await pushWith()
  expect((await send()).status).toBe(201)
  expect(await send()).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

it.each<[string, Deviation]>([
  ['for somebody else', { claims: { aud: 'https://other.example' } }],
  ['without jti', { claims: { jti: undefined } }],
  ['without exp', { claims: { exp: undefined } }],
  ['that has run out', { claims: { exp: secondsNow() - 60 } }],
  ['that never runs out', { claims: { exp: secondsNow() + 86_400 } }],
  ['of another subject', { claims: { sub: 'a stranger' } }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['of another key', { header: { kid: 'of nobody' } }],
])('refuses an assertion %s', async (_what, deviation) => {
  const { push: send } = await pushWith(deviation)
  expect(await send()).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

it('refuses the issuer as a list of one, which RFC 10070 gave up', async () => {
  const { liar, metadata, form } = await pushWith()
  const key = await createPlainKey()
  liar.lie({ clientJwks: { keys: [key.publicJwk] } })
  const listed = await assertion(liar, key.privateKey, { claims: { aud: [liar.issuer] } })
  const { status, body } = await push(metadata, { ...form, ...listed })
  expect([status, body.error_description]).toEqual([401, expect.stringContaining('aud is a list')])
})

it('takes the token endpoint for audience, and any type, when it plays an older server', async () => {
  const key = await createPlainKey()
  const { liar, metadata } = await open({
    clientAuth: ['private_key_jwt'],
    clientJwks: { keys: [key.publicJwk] },
    assertionAudience: 'token-endpoint',
  })
  const deviation = { claims: { aud: liar.endpoints.token }, header: { typ: 'JWT' } }
  const fields = await assertion(liar, key.privateKey, deviation)
  const form = { ...Object.fromEntries(authorizationRequest(liar)), ...fields }
  expect((await push(metadata, form)).status).toBe(201)
})

it('takes an assertion by the shared secret where that was agreed', async () => {
  const { liar, metadata } = await open({ clientAuth: ['client_secret_jwt'] })
  const fields = await assertion(liar, new TextEncoder().encode(liar.clientSecret))
  const form = { ...Object.fromEntries(authorizationRequest(liar)), ...fields }
  expect((await push(metadata, form)).status).toBe(201)
})

it('refuses an assertion by the shared secret where a key was agreed', async () => {
  const { liar, metadata, form } = await pushWith()
  const fields = await assertion(liar, new TextEncoder().encode(liar.clientSecret))
  expect((await push(metadata, { ...form, ...fields })).body.error).toBe('invalid_client')
})
