/**
 * A cookie jar with the browser's rules as far as our tests lean on them: host-only cookies (ports do not
 * count), Path, Max-Age and Expires, `__Host-` and `__Host-Http-` prefixes, and SameSite decided by the
 * caller, who knows where a request comes from (6265bis §5.6, layered-cookies §4.1.3).
 */
export interface Cookie {
  name: string
  value: string
  host: string
  path: string
  httpOnly: boolean
  secure: boolean
  sameSite: 'strict' | 'lax' | 'none'
}

/** Where the request comes from, as far as SameSite cares. */
export type SiteContext = 'same-site' | 'cross-site-navigation' | 'cross-site'

export interface CookieJar {
  keep(url: URL, setCookie: readonly string[]): void
  headerFor(url: URL, context: SiteContext): string | undefined
  all(host: string): Cookie[]
  plant(cookie: Cookie): void
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()
  const keyOf = (host: string, path: string, name: string) => `${host} ${path} ${name}`

  return {
    keep(url, lines) {
      for (const line of lines) {
        const { cookie, expired } = parse(url, line)
        const key = keyOf(cookie.host, cookie.path, cookie.name)
        if (!prefixHolds(cookie)) continue
        if (expired) cookies.delete(key)
        else cookies.set(key, cookie)
      }
    },
    headerFor(url, context) {
      const sent = [...cookies.values()].filter(
        (cookie) =>
          cookie.host === url.hostname &&
          url.pathname.startsWith(cookie.path) &&
          (!cookie.secure || url.protocol === 'https:' || url.hostname === 'localhost') &&
          mayGo(cookie, context),
      )
      return sent.length === 0 ? undefined : sent.map((c) => `${c.name}=${c.value}`).join('; ')
    },
    all: (host) => [...cookies.values()].filter((cookie) => cookie.host === host),
    plant(cookie) {
      cookies.set(keyOf(cookie.host, cookie.path, cookie.name), cookie)
    },
  }
}

function mayGo({ sameSite }: Cookie, context: SiteContext): boolean {
  if (context === 'same-site' || sameSite === 'none') return true
  return context === 'cross-site-navigation' && sameSite === 'lax'
}

function prefixHolds({ name, secure, path, httpOnly }: Cookie): boolean {
  if (name.startsWith('__Host-Http-')) return secure && httpOnly && path === '/'
  return !name.startsWith('__Host-') || (secure && path === '/')
}

function parse(url: URL, line: string): { cookie: Cookie; expired: boolean } {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', value = ''] = part.split('=')
      return [name.toLowerCase(), value]
    }),
  )
  const sameSite = attributes.get('samesite')?.toLowerCase()
  const expires = attributes.get('expires')
  const maxAge = attributes.get('max-age')
  return {
    cookie: {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      host: url.hostname,
      path: attributes.get('path') ?? '/',
      httpOnly: attributes.has('httponly'),
      secure: attributes.has('secure'),
      sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
    },
    expired:
      (maxAge !== undefined && Number(maxAge) <= 0) ||
      (expires !== undefined && Date.parse(expires) <= Date.now()),
  }
}
