import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoopbackServer, openLoopbackServer } from './loopback-server.ts'
import { readForm } from './authorization-server/form.ts'
import { authorizationRequest, redeem, refresh, signIn } from './visitor.ts'
import { openWorld, type World } from './world.ts'

let app: LoopbackServer
let world: World
const logoutTokens: string[] = []
beforeAll(async () => {
  app = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  app.answer(async (request, response) => {
    const form = await readForm(request)
    logoutTokens.push(form.get('logout_token') ?? '')
    response.end()
  })
  world = await openWorld({ client: { backchannelLogoutUri: `${app.origin}/backchannel` } })
})
afterAll(async () => {
  await world.close()
  await app.close()
})

async function signedIn() {
  const session = await signIn(world, 'alice')
  const { body } = await redeem(world, session)
  return { ...session, idToken: String(body.id_token), refreshToken: body.refresh_token }
}

function endSessionUrl(more: Record<string, string>): URL {
  const url = new URL(`${world.authorizationServer.issuer}/session/end`)
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value)
  return url
}

/** What stands in the form besides the button. */
function secretOf(text: string): string {
  return /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
}

describe('signing out from the app', () => {
  it('asks nobody who comes with an ID token, and returns to the app with its state', async () => {
    const { visitor, idToken } = await signedIn()
    const back = `${world.appOrigin}/auth/signed-out`
    const more = { id_token_hint: idToken, post_logout_redirect_uri: back, state: 'bye' }
    const page = await visitor.visit(endSessionUrl(more))
    expect(page.text).toContain('Signing you out')
    const confirm = new URL('/session/end/confirm', page.at)
    const { at } = await visitor.press(confirm, { xsrf: secretOf(page.text), logout: 'yes' })
    expect(at.href).toBe(`${back}?state=bye`)
    const again = await visitor.visit(authorizationRequest(world, { prompt: 'none' }).url)
    expect(again.at.searchParams.get('error')).toBe('login_required')
  })

  it('asks whoever comes without one', async () => {
    const { visitor } = await signedIn()
    const page = await visitor.visit(endSessionUrl({ client_id: 'claimcheck' }))
    expect(page.text).toContain('Sign out here too?')
    expect(page.text).not.toContain('<script>')
  })

  it('asks whoever comes with the ID token of somebody else', async () => {
    const { visitor } = await signedIn()
    const bob = await redeem(world, await signIn(world, 'bob'))
    const page = await visitor.visit(endSessionUrl({ id_token_hint: String(bob.body.id_token) }))
    expect(page.text).toContain('Sign out here too?')
  })

  it('refuses to return to an address that is not registered', async () => {
    const { visitor, idToken } = await signedIn()
    const elsewhere = { id_token_hint: idToken, post_logout_redirect_uri: 'https://evil.example/' }
    const page = await visitor.visit(endSessionUrl(elsewhere))
    expect(page.status).toBe(400)
  })

  it('ends the refresh tokens of the session and tells the app behind the browser', async () => {
    const { visitor, idToken, refreshToken } = await signedIn()
    const page = await visitor.visit(endSessionUrl({ id_token_hint: idToken }))
    const confirm = new URL('/session/end/confirm', page.at)
    logoutTokens.length = 0
    await visitor.press(confirm, { xsrf: secretOf(page.text), logout: 'yes' })
    const [logoutToken = ''] = logoutTokens
    expect(decodeProtectedHeader(logoutToken).typ).toBe('logout+jwt')
    expect(decodeJwt(logoutToken).sid).toBe(decodeJwt(idToken).sid)
    expect((await refresh(world, refreshToken)).body.error).toBe('invalid_grant')
  })
})

describe('the pages', () => {
  it('run no script but the one of signing out, load nothing, and fit into no frame', async () => {
    const answer = await fetch(world.authorizationServer.issuer)
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toMatch(/; script-src$/)
    expect(policy).not.toContain('unsafe')
  })
})
