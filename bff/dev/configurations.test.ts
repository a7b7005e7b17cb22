import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfSigned } from './certificates.ts'
import { type ConfigurationName, configurationNamed, configurations } from './configurations.ts'
import { type Answer, type HonestClient, honestClientOf } from './honest-client.ts'
import { redeem, refresh, signIn } from './visitor.ts'
import { openWorld, type World } from './world.ts'

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

describe.each(Object.keys(configurations) as ConfigurationName[])('%s', (configuration) => {
  let world: World
  let client: HonestClient
  let granted: Answer
  beforeAll(async () => {
    world = await openWorld({ configuration })
    client = honestClientOf(world)
    granted = await redeem(world, await signIn(world, 'alice'))
  })
  afterAll(() => world.close())

  it('signs in, and its tokens open the API', async () => {
    expect(granted.body).toMatchObject({ access_token: expect.any(String), expires_in: 300 })
    const { status, body } = await client.call(
      world.resourceServer.url,
      granted.body['access_token'],
    )
    expect(status).toBe(200)
    expect(body.notes).toHaveLength(3)
  })

  it('exchanges a token for one of the other API, for the same person', async () => {
    const { body: signedIn } = await redeem(world, await signIn(world, 'bob'))
    const { url } = world.resourceServer.reports
    const { status, body } = await client.post('token', {
      grant_type: exchange,
      subject_token: String(signedIn.access_token),
      subject_token_type: accessTokenType,
      resource: url,
    })
    expect([status, body.issued_token_type]).toEqual([200, accessTokenType])
    expect((await client.call(url, body.access_token)).body).toEqual({
      report: { notes: 3 },
      about: 'b07d4c2e-bob',
      askedBy: 'claimcheck',
      actor: { sub: 'claimcheck' },
    })
    expect((await client.call(world.resourceServer.url, body.access_token)).status).toBe(401)
  })

  it('gives the client a token of its own, for nobody', async () => {
    const { url, scope } = world.resourceServer.reports
    const { body } = await client.post('token', {
      grant_type: 'client_credentials',
      resource: url,
      scope,
    })
    const report = await client.call(url, body.access_token)
    expect(report.body).toMatchObject({ about: 'everybody', askedBy: 'claimcheck' })
  })

  it('asks at its API for a second factor, and for a sign-in that is recent', async () => {
    const { url } = world.resourceServer
    const once = await client.call(`${url}/locked`, granted.body['access_token'])
    expect(once.status).toBe(401)
    const challenge = once.headers.get('www-authenticate')
    expect(challenge).toContain('error="insufficient_user_authentication"')
    expect(challenge).toContain('acr_values="urn:claimcheck:two-factor"')
    const token = granted.body['access_token']
    expect((await client.call(`${url}/erase`, token, { method: 'POST' })).status).toBe(204)
  })

  it('refreshes, and revokes', async () => {
    const token = granted.body['refresh_token']
    const { body } = await refresh(world, token)
    expect(body.access_token).not.toBe(granted.body['access_token'])
    await client.post('revocation', { token: String(body.refresh_token ?? token) })
    expect((await refresh(world, body.refresh_token ?? token)).body.error).toBe('invalid_grant')
  })
})

describe('a bound token', () => {
  it.each(['fapi2-dpop', 'fapi2-mtls'] as const)('is worth nothing by itself: %s', async (name) => {
    const world = await openWorld({ configuration: name })
    const { body } = await redeem(world, await signIn(world, 'alice'))
    const { url } = world.resourceServer
    const stranger = honestClientOf({ ...world, env: withoutCertificate(world.env) })
    expect((await stranger.call(url, body.access_token, { bearer: true })).status).toBe(401)
    await world.close()
  })

  it('is worth nothing with the key of somebody else', async () => {
    const world = await openWorld({ configuration: 'fapi2-dpop' })
    const { body } = await redeem(world, await signIn(world, 'alice'))
    const thief = honestClientOf({ ...world })
    const { status, headers } = await thief.call(world.resourceServer.url, body.access_token)
    expect([status, headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('bound to another key'),
    ])
    await world.close()
  })

  it('is worth nothing with the certificate of somebody else', async () => {
    const world = await openWorld({ configuration: 'fapi2-mtls' })
    const { body } = await redeem(world, await signIn(world, 'alice'))
    // Of the same name as ours, which nobody vouches for.
    const { cert, key } = selfSigned({ name: 'claimcheck' })
    const env = { ...world.env, OIDC_CLIENT_CERT: cert, OIDC_CLIENT_CERT_KEY: key }
    const thief = honestClientOf({ ...world, env })
    const { url, reports } = world.resourceServer
    const { status, headers } = await thief.call(url, body.access_token)
    expect([status, headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('bound to another certificate'),
    ])
    const own = { grant_type: 'client_credentials', resource: reports.url }
    expect((await thief.post('token', own)).body.error).toBe('invalid_client')
    await world.close()
  })
})

describe('a world with traits on top of a configuration', () => {
  it.each(['fapi2-dpop', 'fapi2-mtls'] as const)(
    'binds opaque tokens, which the API learns by asking: %s',
    async (configuration) => {
      const world = await openWorld({ configuration, traits: { accessTokens: 'opaque' } })
      const { body } = await redeem(world, await signIn(world, 'alice'))
      const { url } = world.resourceServer
      expect(String(body.access_token)).not.toContain('.')
      expect((await honestClientOf(world).call(url, body.access_token)).status).toBe(200)
      const thief = honestClientOf({ ...world, env: withoutCertificate(world.env) })
      expect((await thief.call(url, body.access_token)).status).toBe(401)
      await world.close()
    },
  )
})

describe('a client whose certificate signed itself', () => {
  it('is known by its registration, and its tokens open the API', async () => {
    const traits = { clientAuth: 'self_signed_tls_client_auth' } as const
    const world = await openWorld({ configuration: 'fapi2-mtls', traits })
    const { body } = await redeem(world, await signIn(world, 'alice'))
    const { call } = honestClientOf(world)
    expect((await call(world.resourceServer.url, body.access_token)).status).toBe(200)
    await world.close()
  })
})

describe('a token that was made up', () => {
  it('is exchanged for nothing', async () => {
    const world = await openWorld()
    const { body } = await honestClientOf(world).post('token', {
      grant_type: exchange,
      subject_token: 'made.up.token',
      subject_token_type: accessTokenType,
      resource: world.resourceServer.reports.url,
    })
    expect(body.error).toBe('invalid_request')
    await world.close()
  })
})

describe('a world with traits of its own', () => {
  it('answers by JWT, hides ID tokens, signs userinfo', async () => {
    const world = await openWorld({
      configuration: 'par-private-key',
      traits: { idTokenEncryption: 'ECDH-ES', responseMode: 'query.jwt', signedUserinfo: true },
    })
    const { callback, verifier } = await signIn(world, 'alice', { response_mode: 'query.jwt' })
    const response = decodeJwt(callback.searchParams.get('response') ?? '')
    const { fetch, post } = honestClientOf(world)
    const { body } = await post('token', {
      grant_type: 'authorization_code',
      code: String(response['code']),
      redirect_uri: `${world.appOrigin}/auth/callback`,
      code_verifier: verifier,
    })
    const { alg, enc } = decodeProtectedHeader(String(body.id_token))
    expect([alg, enc]).toEqual(['ECDH-ES', 'A256GCM'])
    // Asked for without a resource, so that it is good for userinfo.
    const headers = { authorization: `Bearer ${String(body.access_token)}` }
    const userinfo = await fetch(`${world.authorizationServer.issuer}/me`, { headers })
    expect(decodeJwt(await userinfo.text())).toMatchObject({ sub: 'a9c1e3f0-alice' })
    await world.close()
  })
})

describe('configurationNamed', () => {
  it('names them all for whoever has typed another one', () => {
    expect(() => configurationNamed('toString')).toThrow('There are: plain, opaque-es256')
  })
})

function withoutCertificate({
  OIDC_CLIENT_CERT: _,
  OIDC_CLIENT_CERT_KEY: __,
  ...env
}: World['env']) {
  return env
}
