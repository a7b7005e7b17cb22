import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { honestClientOf } from './honest-client.ts'
import { authorizationRequest, createVisitor, pushed, redeem, refresh, signIn } from './visitor.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('a sign-in', () => {
  it('ends at the callback with code, state and issuer', async () => {
    const { callback } = await signIn(world, 'alice')
    expect(callback.origin + callback.pathname).toBe(`${world.appOrigin}/auth/callback`)
    expect(callback.searchParams.get('code')).toBeTruthy()
    expect(callback.searchParams.get('state')).toBe('state')
    expect(callback.searchParams.get('iss')).toBe(world.authorizationServer.issuer)
  })

  it('gives a JWT access token for the API alone, good for five minutes', async () => {
    const { body } = await redeem(world, await signIn(world, 'alice'))
    const accessToken = String(body.access_token)
    expect(decodeProtectedHeader(accessToken).typ).toBe('at+jwt')
    expect(decodeJwt(accessToken)).toMatchObject({
      aud: world.resourceServer.url,
      sub: 'a9c1e3f0-alice',
      scope: 'notes:read notes:write',
    })
    expect(body.expires_in).toBe(300)
  })

  it('says in the ID token who, when and how', async () => {
    const { body } = await redeem(world, await signIn(world, 'bob'))
    expect(decodeJwt(String(body.id_token))).toMatchObject({
      name: 'Bob Baptiste',
      email: 'bob@example.com',
      roles: ['user', 'admin'],
      nonce: 'nonce',
      acr: 'urn:claimcheck:one-factor',
      amr: ['pwd'],
      auth_time: expect.any(Number),
    })
  })

  it('leaves out the address of somebody who has none', async () => {
    const { body } = await redeem(world, await signIn(world, 'eve'))
    expect(decodeJwt(String(body.id_token))).not.toHaveProperty('email')
  })

  it('is refused without PKCE', async () => {
    const { url } = authorizationRequest(world, {
      code_challenge: undefined,
      code_challenge_method: undefined,
    })
    const { at } = await createVisitor(world.authorizationServer.issuer).visit(url)
    expect(at.searchParams.get('error')).toBe('invalid_request')
  })

  it('is refused, without a redirect, for a redirect URI that only starts like ours', async () => {
    const redirect_uri = `${world.appOrigin}/auth/callback/`
    const { url } = authorizationRequest(world, { redirect_uri })
    const page = await createVisitor(world.authorizationServer.issuer).visit(url)
    expect(page.status).toBe(400)
    expect(page.text).toContain('This cannot go on')
  })

  it('may begin with a pushed request, of which the browser carries only the name', async () => {
    const { url, verifier } = authorizationRequest(world)
    const visitor = createVisitor(world.authorizationServer.issuer)
    const page = await visitor.visit(await pushed(world, url))
    const { at } = await visitor.press(page.at, { person: 'alice' })
    expect((await redeem(world, { callback: at, verifier })).status).toBe(200)
  })

  it('comes back with access_denied when it is cancelled', async () => {
    const visitor = createVisitor(world.authorizationServer.issuer)
    const page = await visitor.visit(authorizationRequest(world).url)
    const { at } = await visitor.press(page.at, { decision: 'cancel' })
    expect(at.searchParams.get('error')).toBe('access_denied')
  })

  it('is out of date when its page is used a second time', async () => {
    const visitor = createVisitor(world.authorizationServer.issuer)
    const page = await visitor.visit(authorizationRequest(world).url)
    await visitor.press(page.at, { person: 'alice' })
    const again = await visitor.press(page.at, { person: 'alice' })
    expect(again.status).toBe(400)
    expect(again.text).toContain('out of date')
  })
})

describe('what a person is asked', () => {
  it('asks everybody else for consent once', async () => {
    const asks = async () => {
      const visitor = createVisitor(world.authorizationServer.issuer)
      const page = await visitor.visit(authorizationRequest(world).url)
      const next = await visitor.press(page.at, { person: 'bob' })
      const asked = next.text.includes('value="allow"')
      if (asked) await visitor.press(next.at, { decision: 'allow' })
      return asked
    }
    await asks() // unless another test was first
    expect(await asks()).toBe(false)
  })

  it('asks Carol for consent at every sign-in, in words', async () => {
    const { callback: consent, visitor } = await signIn(world, 'carol')
    const page = await visitor.visit(consent)
    expect(page.text).toContain('Read your notes')
    const { at } = await visitor.press(consent, { decision: 'allow' })
    expect(at.searchParams.get('code')).toBeTruthy()
    const second = await visitor.visit(authorizationRequest(world).url)
    expect(second.text).toContain('Read your notes')
  })

  it('tells the app when Carol refuses', async () => {
    const { callback: consent, visitor } = await signIn(world, 'carol')
    const { at } = await visitor.press(consent, { decision: 'refuse' })
    expect(at.searchParams.get('error')).toBe('access_denied')
  })

  it('asks Dan for six digits, which raises acr', async () => {
    const { callback: codePage, visitor, verifier } = await signIn(world, 'dan')
    expect((await visitor.press(codePage, { person: 'dan', code: '12345' })).status).toBe(400)
    const consent = await visitor.press(codePage, { person: 'dan', code: '123 456' })
    const { at } = await visitor.press(consent.at, { decision: 'allow' })
    const { body } = await redeem(world, { callback: at, verifier })
    expect(decodeJwt(String(body.id_token))).toMatchObject({
      acr: 'urn:claimcheck:two-factor',
      amr: ['pwd', 'otp'],
    })
  })

  it('asks anyone for the second factor alone when acr_values wants one of a signed-in person', async () => {
    const { visitor } = await signIn(world, 'alice')
    const more = { acr_values: 'urn:claimcheck:two-factor' }
    const { url, verifier } = authorizationRequest(world, more)
    const page = await visitor.visit(url)
    expect(page.text).toContain('Enter your code, Alice')
    const { at } = await visitor.press(page.at, { person: 'alice', code: '123456' })
    const { body } = await redeem(world, { callback: at, verifier })
    expect(decodeJwt(String(body.id_token)).acr).toBe('urn:claimcheck:two-factor')
  })

  it('asks nothing of somebody who is signed in', async () => {
    const { visitor } = await signIn(world, 'alice')
    const { at } = await visitor.visit(authorizationRequest(world, { prompt: 'none' }).url)
    expect(at.searchParams.get('code')).toBeTruthy()
  })

  it.each([
    ['prompt=login', { prompt: 'login' }],
    ['prompt=select_account', { prompt: 'select_account' }],
  ])('asks again for %s', async (_name, more) => {
    const { visitor } = await signIn(world, 'alice')
    const page = await visitor.visit(authorizationRequest(world, more).url)
    const { at } = await visitor.press(page.at, { person: 'alice' })
    expect(page.text).toContain('name="person"')
    expect(at.searchParams.get('code')).toBeTruthy()
  })

  it('says login_required when nobody is signed in and nothing may be asked', async () => {
    const visitor = createVisitor(world.authorizationServer.issuer)
    const { at } = await visitor.visit(authorizationRequest(world, { prompt: 'none' }).url)
    expect(at.searchParams.get('error')).toBe('login_required')
  })

  it('puts the person of the login_hint first', async () => {
    const visitor = createVisitor(world.authorizationServer.issuer)
    const more = { login_hint: 'eve' }
    const page = await visitor.visit(authorizationRequest(world, more).url)
    expect(page.text.indexOf('value="eve"')).toBeLessThan(page.text.indexOf('value="alice"'))
  })
})

describe('tokens', () => {
  it('come for a code once; its second use takes the first ones back', async () => {
    const signedIn = await signIn(world, 'alice')
    const first = await redeem(world, signedIn)
    const second = await redeem(world, signedIn)
    expect(second.body.error).toBe('invalid_grant')
    expect((await refresh(world, first.body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('are refused for a code with another verifier', async () => {
    const { callback } = await signIn(world, 'alice')
    const { body } = await redeem(world, { callback, verifier: 'a'.repeat(43) })
    expect(body.error).toBe('invalid_grant')
  })

  it('rotate, and the reuse of an old refresh token ends the whole family', async () => {
    const { body: first } = await redeem(world, await signIn(world, 'alice'))
    const { body: second } = await refresh(world, first.refresh_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(world, first.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(world, second.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('are revoked by the client that has them', async () => {
    const { body } = await redeem(world, await signIn(world, 'alice'))
    await honestClientOf(world).post('revocation', { token: String(body.refresh_token) })
    expect((await refresh(world, body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('of a later sign-in survive when those of an earlier one are revoked', async () => {
    const signedIn = await signIn(world, 'alice')
    const { body: earlier } = await redeem(world, signedIn)
    const { url, verifier } = authorizationRequest(world)
    const { at } = await signedIn.visitor.visit(url)
    const { body: later } = await redeem(world, { callback: at, verifier })
    await honestClientOf(world).post('revocation', { token: String(earlier.refresh_token) })
    expect((await refresh(world, later.refresh_token)).status).toBe(200)
  })
})
