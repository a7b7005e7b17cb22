import { describe, expect, it } from 'vitest'
import { createEvents, type Event } from '../events.ts'
import { endpointOf, telling } from './asked-provider.ts'

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
})

describe('endpointOf', () => {
  it.each([
    ['metadata', 'https://id.example.com/tenant/.well-known/openid-configuration', {}],
    ['keys', 'https://id.example.com/a', {}],
    ['userinfo', 'https://id.example.com/a', { headers: { authorization: 'Bearer x' } }],
    ['token', 'https://id.example.com/a', form({ grant_type: 'refresh_token' })],
    ['revocation', 'https://id.example.com/a', form({ token: 'x', token_type_hint: 'y' })],
    ['par', 'https://id.example.com/a', form({ response_type: 'code' })],
    ['par', 'https://id.example.com/a', form({ client_id: 'x', request: 'y' })],
    ['other', 'https://id.example.com/a', form({})],
  ] as const)('is %s', (endpoint, url, init) => {
    expect(endpointOf(url, init)).toBe(endpoint)
  })
})

it('tells what was answered and how long it took, or that nothing was', async () => {
  let nowMs = 0
  const clock = { now: () => nowMs }
  const events = createEvents(clock)
  const told: Event[] = []
  events.listen((event) => told.push(event))
  const answers = [async () => new Response('', { status: 400 }), () => Promise.reject(new Error())]
  for (const answer of answers) {
    const slow = () => {
      nowMs += 25
      return answer()
    }
    await telling(slow, clock, events)('https://id.example.com/jwks').catch(() => {})
  }
  const asked = { name: 'provider.asked', endpoint: 'keys', ms: 25 }
  expect(told).toMatchObject([
    { ...asked, status: 400 },
    { ...asked, status: undefined },
  ])
})
