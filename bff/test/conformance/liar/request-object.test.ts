/** The liar and signed request objects (RFC 9101). */
import { expect, it } from 'vitest'
import { authorizationRequest, authorize, open } from './plain-client.ts'
import { createPlainKey, type Deviation, requestObject, secondsNow } from './plain-signer.ts'

async function ask(deviation?: Deviation, beside: Record<string, string> = {}) {
  const key = await createPlainKey()
  const clientJwks = { keys: [key.publicJwk] }
  const { liar, metadata } = await open({ clientJwks, requireRequestObject: true })
  const request = await requestObject(liar, key, authorizationRequest(liar), deviation)
  const query = new URLSearchParams({ client_id: liar.clientId, request, ...beside })
  return authorize(metadata, query)
}

it('takes a signed request, and lets nothing beside it count', async () => {
  const { response } = await ask({}, { state: 'from outside' })
  expect(response.get('state')).toBe('a-state')
})

it.each<[string, Deviation]>([
  ['for another server', { claims: { aud: 'https://other.example' } }],
  ['of another client', { claims: { iss: 'a stranger' } }],
  ['for a whole day', { claims: { exp: secondsNow() + 86_400 } }],
  ['without nbf', { claims: { nbf: undefined } }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['with a request inside', { claims: { request: 'another' } }],
  ['that could pass for an assertion', { claims: { sub: 'claimcheck' } }],
])('refuses a request object %s', async (_what, deviation) => {
  expect((await ask(deviation)).status).toBe(400)
})

it('refuses a plain request where a signed one was demanded', async () => {
  const { liar, metadata } = await open({ requireRequestObject: true })
  expect((await authorize(metadata, authorizationRequest(liar))).status).toBe(400)
})
