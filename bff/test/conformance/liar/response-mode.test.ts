/** The four ways the liar's authorization response can travel. */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { formIn } from './forms.ts'
import { authorizationRequest, authorize, open } from './plain-client.ts'

async function respondBy(mode: string, lie = {}) {
  const { liar, metadata } = await open(lie)
  const query = authorizationRequest(liar)
  query.set('response_mode', mode)
  return { liar, metadata, query }
}

it('posts a form', async () => {
  const { metadata, query } = await respondBy('form_post')
  const page = await (await fetch(`${metadata.authorization_endpoint}?${query}`)).text()
  const { action, fields } = formIn(page)
  expect(action).toBe(query.get('redirect_uri'))
  expect(fields).toMatchObject({ state: 'a-state', code: expect.stringMatching(/^liar-marked/) })
})

it('signs the response, and sends nothing beside it', async () => {
  const { liar, metadata, query } = await respondBy('query.jwt')
  const { response } = await authorize(metadata, query)
  expect([...response.keys()]).toEqual(['response'])
  const jwks = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''))
  const checks = { issuer: liar.issuer, audience: liar.clientId }
  const { payload } = await jwtVerify(response.get('response') ?? '', jwks, checks)
  expect(payload).toMatchObject({ state: 'a-state', exp: expect.any(Number) })
})

it('posts a signed response', async () => {
  const { metadata, query } = await respondBy('form_post.jwt')
  const page = await (await fetch(`${metadata.authorization_endpoint}?${query}`)).text()
  expect(Object.keys(formIn(page).fields)).toEqual(['response'])
})

it('knows no fragment', async () => {
  const { metadata, query } = await respondBy('fragment')
  expect((await authorize(metadata, query)).status).toBe(400)
})

it('lies in a signed response where told', async () => {
  const responseClaims = (claims: object) => ({ ...claims, iss: 'https://evil.example' })
  const { metadata, query } = await respondBy('query.jwt', { responseClaims })
  const { response } = await authorize(metadata, query)
  expect(decodeJwt(response.get('response') ?? '').iss).toBe('https://evil.example')
})
