/**
 * Every request needs an access token in its Authorization header, and nowhere else: RFC 9700 §4.3.2
 * forbids it in the URL. After this room the request has an `Access`.
 */
import type { Context, Middleware } from 'koa'
import { type oneFactor, twoFactor } from '../acr.ts'
import { type Access, invalidToken } from './access.ts'
import type { Bindings } from './bindings.ts'
import { Refusal } from './refusal.ts'

export interface TokensOptions {
  /** Of the API: the first part of its paths, and its realm. */
  name: string
  judge(token: string): Promise<Access>
  bindings: Bindings
}

export function tokensOnly({ name, judge, bindings }: TokensOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.path.split('/')[1] !== name) return next()
    ctx.state['realm'] = name
    const token = tokenIn(ctx.get('authorization'), bindings.scheme)
    const access = await judge(token)
    await bindings.assertBound(ctx, token, access)
    ctx.state['access'] = access
    await next()
  }
}

/** The access of this request, when it permits `scope`. */
export function accessFor(ctx: Pick<Context, 'state'>, scope: string): Access {
  const access = ctx.state['access'] as Access | undefined
  if (access === undefined) throw new Error('Put tokensOnly() in front of this route.')
  if (access.scopes.includes(scope)) return access
  throw new Refusal(403, `This needs the scope ${scope}.`, { error: 'insufficient_scope', scope })
}

export interface Assurance {
  acr?: typeof oneFactor | typeof twoFactor
  /** How long ago the person may have signed in. */
  maxAgeSeconds?: number
}

/** RFC 9470 §3: the token is good, and its person has to show more, or once more, who they are. */
export function assertAssured({ acr, authTime }: Access, wanted: Assurance): void {
  const ageSeconds = Date.now() / 1000 - Number(authTime)
  const isSure = wanted.acr === undefined || acr === wanted.acr || acr === twoFactor
  const isFresh = wanted.maxAgeSeconds === undefined || ageSeconds <= wanted.maxAgeSeconds
  if (isSure && isFresh) return
  const why = isSure ? 'Sign in once more for this.' : 'Sign in with a second factor for this.'
  throw new Refusal(401, why, {
    error: 'insufficient_user_authentication',
    error_description: why,
    ...(wanted.acr && { acr_values: wanted.acr }),
    ...(wanted.maxAgeSeconds !== undefined && { max_age: String(wanted.maxAgeSeconds) }),
  })
}

function tokenIn(header: string, expected: Bindings['scheme']): string {
  const [scheme = '', token = '', ...rest] = header.split(' ')
  if (scheme.toLowerCase() !== expected) {
    // RFC 6750 §3.1: whoever brought no token is told how, and no error.
    throw new Refusal(401, 'Bring an access token.', {})
  }
  if (token === '' || rest.length > 0) throw invalidToken('The access token is not genuine.')
  return token
}
