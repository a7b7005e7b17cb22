/**
 * For the tests of this folder: a person at the authorization server's pages, in plain fetch – so that
 * nothing but the server itself is under test. Journeys through the BFF use `test/browser.ts`.
 */
import { createHash, randomBytes } from 'node:crypto'
import { honestClientOf } from './honest-client.ts'
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

export function createVisitor(server: string, fetch = globalThis.fetch): Visitor {
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
    client_id: 'claimcheck',
    response_type: 'code',
    redirect_uri: `${env.APP_ORIGIN}/auth/callback`,
    scope: `openid profile email roles ${env.RESOURCE_NOTES_SCOPE}`,
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
  const { fetch, mustPush } = honestClientOf(world)
  const visitor = createVisitor(world.authorizationServer.issuer, fetch)
  const { url, verifier } = authorizationRequest(world, more)
  const page = await visitor.visit((await mustPush()) ? await pushed(world, url) : url)
  const next = await visitor.press(page.at, { person })
  // Everybody says yes, but for Carol, whose consent is a test's own business.
  const asks = person !== 'carol' && next.text.includes('value="allow"')
  const { at } = asks ? await visitor.press(next.at, { decision: 'allow' }) : next
  return { callback: at, verifier, visitor }
}

/** RFC 9126: what is left of an authorization request when it was pushed. */
export async function pushed(world: World, request: URL): Promise<URL> {
  const parameters = Object.fromEntries(request.searchParams)
  const { post } = honestClientOf(world)
  const { body } = await post('pushed_authorization_request', parameters)
  const short = new URL(request.pathname, request)
  short.searchParams.set('client_id', 'claimcheck')
  short.searchParams.set('request_uri', String(body.request_uri))
  return short
}

/** The authorization code grant. */
export async function redeem(
  world: World,
  { callback, verifier }: { callback: URL; verifier: string },
) {
  return honestClientOf(world).post('token', {
    ...resourceOf(world),
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: `${world.appOrigin}/auth/callback`,
    code_verifier: verifier,
  })
}

/** The refresh token grant. */
export async function refresh(world: World, refreshToken: unknown) {
  return honestClientOf(world).post('token', {
    ...resourceOf(world),
    grant_type: 'refresh_token',
    refresh_token: String(refreshToken),
  })
}

function resourceOf({ env }: World): Record<string, string> {
  const { RESOURCE_NOTES_INDICATOR: resource } = env
  return resource === undefined ? {} : { resource }
}
