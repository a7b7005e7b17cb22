import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redeem, refresh, signIn } from './visitor.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    traits: {
      path: '/tenant/one',
      accessTokens: 'opaque',
      rotation: false,
      clientAuth: 'client_secret_post',
      idTokenAlg: 'ES256',
      endSession: false,
      indicators: false,
    },
  })
})
afterAll(() => world.close())

describe('another authorization server', () => {
  it('has a path in its issuer, and its endpoints below that', async () => {
    const { issuer } = world.authorizationServer
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`)
    const metadata = (await answer.json()) as Record<string, unknown>
    expect(issuer).toMatch(/\/tenant\/one$/)
    expect(metadata.issuer).toBe(issuer)
    expect(metadata.token_endpoint).toBe(`${issuer}/token`)
    expect(metadata).not.toHaveProperty('end_session_endpoint')
    expect((await fetch(new URL('/token', issuer))).status).toBe(404)
  })

  it('gives opaque access tokens that its API understands by asking', async () => {
    const { body } = await redeem(world, await signIn(world, 'alice'))
    expect(String(body.access_token)).not.toContain('.')
    expect(decodeProtectedHeader(String(body.id_token)).alg).toBe('ES256')
    const headers = { authorization: `Bearer ${String(body.access_token)}` }
    expect((await fetch(world.resourceServer.url, { headers })).status).toBe(200)
  })

  it('refuses at its API a token that was never issued', async () => {
    const headers = { authorization: 'Bearer made-up' }
    const answer = await fetch(world.resourceServer.url, { headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token')
  })

  it('lets a refresh token be used again, and gives no other', async () => {
    const { body } = await redeem(world, await signIn(world, 'alice'))
    const first = await refresh(world, body.refresh_token)
    const second = await refresh(world, body.refresh_token)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body.refresh_token).toBe(body.refresh_token)
  })
})
