/**
 * Every request needs a bearer token in its Authorization header, and nowhere else: RFC 9700 §4.3.2
 * forbids it in the URL. After this room the request has an `Access`.
 */
import type { Context, Middleware } from 'koa'
import { type Access, invalidToken, type Judge } from './access.ts'
import { Refusal } from './refusal.ts'

export function bearerOnly(judge: Judge): Middleware {
  return async (ctx, next) => {
    const token = tokenIn(ctx.get('authorization'))
    ctx.state.access = await judge(token)
    await next()
  }
}

/** The access of this request, when it permits `scope`. */
export function accessFor(ctx: Pick<Context, 'state'>, scope: string): Access {
  const access = ctx.state.access as Access | undefined
  if (access === undefined) throw new Error('Put bearerOnly() in front of this route.')
  if (access.scopes.includes(scope)) return access
  throw new Refusal(403, `This needs the scope ${scope}.`, {
    'www-authenticate': `Bearer realm="notes", error="insufficient_scope", scope="${scope}"`,
  })
}

function tokenIn(header: string): string {
  const [scheme = '', token = '', ...rest] = header.split(' ')
  if (scheme.toLowerCase() !== 'bearer') {
    // RFC 6750 §3.1: whoever brought no token is told how, and no error.
    throw new Refusal(401, 'Bring an access token.', { 'www-authenticate': 'Bearer realm="notes"' })
  }
  if (token === '' || rest.length > 0) throw invalidToken('The access token is not genuine.')
  return token
}
