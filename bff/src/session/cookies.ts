/**
 * Every cookie we set, by its rules. Over TLS the names start with `__Host-Http-`: the browser then
 * refuses them from a sibling domain, without Secure, or from script (RFC 10017 §6.1.3.2,
 * layered-cookies §4.1.3.4). On loopback `http`, which exists only in development, the prefix cannot
 * hold, so the names are others and a production cookie can never be mistaken for one of them.
 */
import type { Config } from '../config/config.ts'
import type { Context } from '../http/context.ts'

export interface CookieRules {
  name: string
  attributes: {
    httpOnly: true
    secure: boolean
    sameSite: 'strict' | 'lax' | 'none'
    path: '/'
    overwrite: true
    signed: false
  }
}

/** The session cookie: an opaque id, Strict (RFC 10017 §6.1.3.2), unsigned: 256 random bits need no seal. */
export function sessionCookie(config: Config): CookieRules {
  return rules(config, '', 'strict')
}

/** How the browser comes back from another site: by a link to us, or by a form that it posts there. */
export type WayBack = 'query' | 'form'

/**
 * One per login attempt; Lax, because the way back from the authorization server is cross-site. A form post
 * comes without Lax cookies as well (6265bis §5.6.7.1), so there it is None – and Secure, or browsers would
 * not keep it (§8.8.6); on loopback `http` they make an exception for Secure. No other cookie is relaxed.
 */
export function transactionCookie(config: Config, way: WayBack, suffix: string): CookieRules {
  if (way === 'query') return rules(config, `-tx-${suffix}`, 'lax')
  const { name, attributes } = rules(config, `-form-tx-${suffix}`, 'none')
  return { name, attributes: { ...attributes, secure: true } }
}

/** Expires a cookie by the same name, path and attributes: prefix rules hold for deletion too (LO-01). */
export function expireCookie(ctx: Context, { name, attributes }: CookieRules): void {
  setCookie(ctx, { name, attributes }, '', -1)
}

/** Sets a cookie that lives `maxAgeMs`. */
export function setCookie(ctx: Context, rules: CookieRules, value: string, maxAgeMs: number): void {
  // Whether our origin is https is configured (AR-12, XB-05); behind a TLS proxy the socket would say no.
  ctx.cookies.secure = rules.attributes.secure
  const expires = maxAgeMs < 0 ? new Date(0) : undefined
  ctx.cookies.set(rules.name, value, {
    ...rules.attributes,
    ...(expires ? { expires } : { maxAge: maxAgeMs }),
  })
}

/** All values sent under this name; more than one means that somebody tossed a second in (SC-21). */
export function cookieValues(ctx: Context, name: string): string[] {
  return cookiePairs(ctx).flatMap(([key, value]) => (key === name ? [value] : []))
}

/**
 * The value under a name that a header holds but once, in the form in which browsers send it; undefined for any
 * other header, which has to be taken apart. A look of half a microsecond, at each call.
 */
export function soleValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  const at = header.indexOf(name)
  const isSole = at === header.lastIndexOf(name)
  const begins = at === 0 || (header[at - 1] === ' ' && header[at - 2] === ';')
  const valueAt = at + name.length + 1
  if (at === -1 || !isSole || !begins || header[valueAt - 1] !== '=') return undefined
  const end = header.indexOf(';', valueAt)
  return end === -1 ? header.slice(valueAt) : header.slice(valueAt, end)
}

/** The Cookie header as name/value pairs, in order, repeats kept. */
export function cookiePairs(ctx: Context): [name: string, value: string][] {
  const header = ctx.req.headers.cookie
  if (!header) return []
  return header.split(';').map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? ['', pair.trim()] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}

function rules(
  config: Config,
  suffix: string,
  sameSite: CookieRules['attributes']['sameSite'],
): CookieRules {
  const base = config.insecureLoopback ? 'claimcheck-dev' : '__Host-Http-claimcheck'
  return {
    name: base + suffix,
    attributes: {
      httpOnly: true,
      secure: !config.insecureLoopback,
      sameSite,
      path: '/',
      overwrite: true,
      signed: false,
    },
  }
}
