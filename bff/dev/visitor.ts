/**
 * For the tests of this folder: a person at the authorization server's pages, and a client at its
 * endpoints, in plain fetch – so that nothing but the server itself is under test. Journeys through the
 * BFF use `test/browser.ts`.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { World } from './world.ts'

export interface Visitor {
  /** Follows redirects among the server's own pages, and stops at the first that leads elsewhere. */
  visit(url: string | URL): Promise<Visit>
  /** Presses a button of the form at `at`. */
  press(at: URL, fields: Record<string, string>): Promise<Visit>
}

export interface Visit {
  /** Where this ended: a page of the server, or the address it leads away to. */
  at: URL
  status: number
  text: string
}

export function createVisitor(server: string): Visitor {
  const jar = new Map<string, string>()
  const { origin } = new URL(server)

  async function go(url: URL, init: RequestInit = {}): Promise<Visit> {
    if (url.origin !== origin) return { at: url, status: 0, text: '' }
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, accept } })
    for (const line of answer.headers.getSetCookie()) remember(line)
    const location = answer.headers.get('location')
    if (location !== null) return go(new URL(location, url))
    return { at: url, status: answer.status, text: await answer.text() }
  }

  function remember(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }

  return {
    visit: (url) => go(new URL(url)),
    press: (at, fields) => go(at, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}

const accept = 'text/html'

/** An authorization request as our client makes them, and the verifier that belongs to it. */
export function authorizationRequest(
  { env, authorizationServer }: World,
  more: Record<string, string | undefined> = {},
): { url: URL; verifier: string } {
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL(`${authorizationServer.issuer}/auth`)
  const parameters = {
    client_id: env.OIDC_CLIENT_ID,
    response_type: 'code',
    redirect_uri: `${env.APP_ORIGIN}/auth/callback`,
    scope: `${env.OIDC_SCOPE} ${env.RESOURCE_NOTES_SCOPE}`,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: env.RESOURCE_NOTES_INDICATOR,
    ...more,
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return { url, verifier }
}

/** Signs in and stops at the callback, with the code still to be used. */
export async function signIn(
  world: World,
  person: string,
  more?: Record<string, string | undefined>,
): Promise<{ callback: URL; verifier: string; visitor: Visitor }> {
  const visitor = createVisitor(world.authorizationServer.issuer)
  const { url, verifier } = authorizationRequest(world, more)
  const page = await visitor.visit(url)
  const next = await visitor.press(page.at, { person })
  // Everybody says yes, but for Carol, whose consent is a test's own business.
  const asks = person !== 'carol' && next.text.includes('value="allow"')
  const { at } = asks ? await visitor.press(next.at, { decision: 'allow' }) : next
  return { callback: at, verifier, visitor }
}

/** To one of the endpoints that only clients use, with our secret. */
export async function post(
  { env, authorizationServer }: World,
  endpoint: 'token' | 'token/revocation' | 'request',
  parameters: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { OIDC_CLIENT_ID: id = '', OIDC_CLIENT_SECRET: secret = '' } = env
  const asPost = env.OIDC_CLIENT_AUTH === 'client_secret_post'
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const answer = await fetch(`${authorizationServer.issuer}/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams({
      ...parameters,
      ...(asPost && { client_id: id, client_secret: secret }),
    }),
    headers: asPost ? {} : { authorization: basic },
  })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text || '{}') as Record<string, unknown> }
}

/** The authorization code grant. */
export async function redeem(
  world: World,
  { callback, verifier }: { callback: URL; verifier: string },
) {
  return post(world, 'token', {
    ...resourceOf(world),
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: `${world.appOrigin}/auth/callback`,
    code_verifier: verifier,
  })
}

/** The refresh token grant. */
export async function refresh(world: World, refreshToken: unknown) {
  return post(world, 'token', {
    ...resourceOf(world),
    grant_type: 'refresh_token',
    refresh_token: String(refreshToken),
  })
}

function resourceOf({ env }: World): Record<string, string> {
  const { RESOURCE_NOTES_INDICATOR: resource } = env
  return resource === undefined ? {} : { resource }
}
