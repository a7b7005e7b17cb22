/**
 * An authorization server. As strict as any: each refresh token is good for one use, a second use revokes
 * the whole grant (RFC 9700 §4.14.2). Or lenient: it rotates, and takes the old ones all the same. A
 * revocation ends the grant (RFC 7009 §2.1), but a token that was used up revokes nothing. It is the
 * outside world, spoken to through the `fetch` port; the names of its tokens tell whose they are.
 */
import type { Oracle } from './oracle.ts'

export const issuer = 'https://as.example'
export const tokenSeconds = 300

export interface Grant {
  name: string
  /** The number of the newest refresh token. */
  newest: number
  revoked: boolean
  /** When the newest access token of each resource was issued. */
  issuedAtMs: Record<string, number>
}

export interface AuthorizationServer {
  grants: Map<string, Grant>
  /** Whose the token in this form is. */
  grantOf(form: URLSearchParams): Grant | undefined
  signIn(resource: string): { grant: Grant; accessToken: string; refreshToken: string }
  /** What it does on such a request, at once. */
  answer(path: string, form: URLSearchParams, instance: string): Response
}

const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/keys`,
}

export function createAuthorizationServer(
  now: () => number,
  oracle: Oracle,
  isStrict: boolean,
): AuthorizationServer {
  const grants = new Map<string, Grant>()
  let count = 0

  return {
    grants,
    grantOf,
    signIn(resource) {
      const grant: Grant = {
        name: `g${grants.size + 1}`,
        newest: 0,
        revoked: false,
        issuedAtMs: {},
      }
      grants.set(grant.name, grant)
      return { grant, ...issue(grant, resource) }
    },
    answer(path, form, instance) {
      if (path === '/token') return refresh(form, instance)
      if (path !== '/revoke') return Response.json(metadata)
      const grant = grantOf(form)
      if (grant && form.get('token') === newestOf(grant)) grant.revoked = true
      return new Response(null, { status: 200 })
    },
  }

  function refresh(form: URLSearchParams, instance: string): Response {
    const token = form.get('refresh_token') ?? ''
    const grant = grantOf(form)!
    const resource = form.get('resource') ?? ''
    if (isStrict && token !== newestOf(grant)) {
      if (!grant.revoked) oracle.reused(grant, instance)
      grant.revoked = true
    }
    if (grant.revoked) {
      oracle.refusedToRefresh(grant)
      return Response.json({ error: 'invalid_grant' }, { status: 400 })
    }
    oracle.refreshed(grant, resource, instance)
    const { accessToken, refreshToken } = issue(grant, resource)
    return Response.json({
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: tokenSeconds,
      token_type: 'bearer',
    })
  }

  function issue(grant: Grant, resource: string) {
    grant.newest = count += 1
    grant.issuedAtMs[resource] = now()
    return { accessToken: `at ${grant.name} ${resource} ${count}`, refreshToken: newestOf(grant) }
  }

  function grantOf(form: URLSearchParams): Grant | undefined {
    const token = form.get('refresh_token') ?? form.get('token') ?? ''
    return grants.get(token.split(' ')[1] ?? '')
  }
}

/** Its newest refresh token. */
export function newestOf({ name, newest }: Grant): string {
  return `rt ${name} ${newest}`
}

/** Whether this access token is of that grant and for that resource. */
export function isFor(token: string, grant: string, resource: string): boolean {
  return token.startsWith(`at ${grant} ${resource} `)
}
