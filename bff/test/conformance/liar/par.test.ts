/** The liar's PAR endpoint and what its authorization endpoint takes afterwards (RFC 9126). */
import { expect, it } from 'vitest'
import { createMovableClock } from '../../open-bff.ts'
import { authorizationRequest, authorize, open, push } from './plain-client.ts'

async function pushed() {
  const clock = createMovableClock()
  const { liar, metadata } = await open({ requirePar: true, clock })
  const { clientId, clientSecret } = liar
  const request = Object.fromEntries(authorizationRequest(liar))
  const form = { ...request, client_secret: clientSecret }
  const { status, body } = await push(metadata, form)
  const query = new URLSearchParams({ client_id: clientId, request_uri: body.request_uri ?? '' })
  return { clock, liar, metadata, form, status, query }
}

it('answers 201, and takes the reference once', async () => {
  const { status, metadata, query } = await pushed()
  expect(status).toBe(201)
  expect((await authorize(metadata, query)).response.get('code')).toMatch(/^liar-marked-code/)
  expect((await authorize(metadata, query)).status).toBe(400)
})

it('takes nothing beside client_id and request_uri', async () => {
  const { metadata, query } = await pushed()
  query.set('state', 'another')
  expect((await authorize(metadata, query)).status).toBe(400)
})

it('forgets a request that nobody came for', async () => {
  const { clock, metadata, query } = await pushed()
  clock.advance(60_000)
  expect((await authorize(metadata, query)).status).toBe(400)
})

it.each([
  ['without client authentication', { client_secret: '' }, 401],
  ['with a reference inside', { request_uri: 'urn:another' }, 400],
  ['that it would refuse later', { response_type: 'token' }, 400],
])('refuses a request %s', async (_what, more, status) => {
  const { metadata, form } = await pushed()
  expect((await push(metadata, { ...form, ...more })).status).toBe(status)
})

it('takes a POST of a form, and nothing else', async () => {
  const { metadata, form } = await pushed()
  const url = metadata.pushed_authorization_request_endpoint ?? ''
  expect((await fetch(`${url}?${new URLSearchParams(form)}`)).status).toBe(405)
  const body = JSON.stringify(form)
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(400)
})
