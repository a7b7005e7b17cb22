/**
 * A tiny browser: a cookie jar, redirects followed by hand, forms pressed, and fetch metadata as a real
 * one sends it. It knows which site a navigation comes from, so SameSite behaves as in production: the
 * app is on `localhost`, the authorization server on `127.0.0.1`. What only a real browser can prove is
 * in web/e2e.
 */
import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { contextOf, navigationHeaders, siteOf, worse } from './navigation.ts'
import { exchange } from './wire.ts'

export interface Hop {
  url: string
  method: string
  status: number
  headers: Headers
}

export interface Page {
  /** Where it ended. */
  url: string
  status: number
  headers: Headers
  text: string
  /** Every request on the way, the last one included. */
  hops: Hop[]
}

export interface VisitOptions {
  /** The page the navigation starts from; none: typed into the address bar. */
  from?: string
  method?: 'GET' | 'POST'
  form?: Record<string, string>
  headers?: Record<string, string>
  /** Stop before following the redirect to a URL for which this answers true. */
  stopBefore?: (url: string) => boolean
}

export interface ScriptRequest {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface Browser {
  jar: CookieJar
  visit(url: string, options?: VisitOptions): Promise<Page>
  /** Presses a button of the page's form: its fields, hidden ones included, and this one. */
  press(page: Page, name: string, value: string, fields?: Record<string, string>): Promise<Page>
  /** As script of `origin` would: same-origin fetch metadata, X-CSRF, Origin on unsafe methods. */
  fetch(url: string, init?: ScriptRequest): Promise<Response>
}

const hopLimit = 20

export function createBrowser(): Browser {
  const jar = createCookieJar()

  return {
    jar,
    visit,
    press(page, name, value, fields = {}) {
      const hidden = Object.fromEntries(
        [...page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
          ([, key = '', text = '']) => [key, text],
        ),
      )
      const [, action = ''] = /<form[^>]* action="([^"]*)"/.exec(page.text) ?? []
      const url = new URL(action.replaceAll('&amp;', '&'), page.url).href
      return visit(url, {
        from: page.url,
        method: 'POST',
        form: { ...hidden, ...fields, [name]: value },
      })
    },
    async fetch(url, init = {}) {
      const target = new URL(url)
      const method = init.method ?? 'GET'
      const headers = new Headers({
        'x-csrf': '1',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-mode': 'cors',
        'sec-fetch-dest': 'empty',
        ...(method === 'GET' || method === 'HEAD' ? {} : { origin: target.origin }),
      })
      for (const [key, value] of new Headers(init.headers)) headers.set(key, value)
      const cookie = jar.headerFor(target, 'same-site')
      if (cookie) headers.set('cookie', cookie)
      const { body, signal } = init
      const response = await exchange(target, { method, headers, body, signal })
      jar.keep(target, response.headers.getSetCookie())
      return response
    },
  }

  async function visit(address: string, options: VisitOptions = {}): Promise<Page> {
    const hops: Hop[] = []
    let url = new URL(address)
    let method = options.method ?? 'GET'
    let site = siteOf(options.from, url)
    for (let count = 0; count < hopLimit; count += 1) {
      const headers = navigationHeaders(url, method, site, options.from)
      for (const [key, value] of Object.entries(options.headers ?? {})) headers.set(key, value)
      const cookie = jar.headerFor(url, contextOf(site, method))
      if (cookie) headers.set('cookie', cookie)
      const body = method === 'POST' ? new URLSearchParams(options.form).toString() : undefined
      if (body !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded')
      const response = await exchange(url, { method, headers, body })
      jar.keep(url, response.headers.getSetCookie())
      hops.push({ url: url.href, method, status: response.status, headers: response.headers })
      const text = await response.text()
      const location = response.headers.get('location')
      const next = location === null ? undefined : new URL(location, url)
      if (next === undefined || response.status < 300 || options.stopBefore?.(next.href)) {
        return { url: url.href, status: response.status, headers: response.headers, text, hops }
      }
      // 307 and 308 repeat the method; everything else that redirects becomes a GET.
      if (response.status !== 307 && response.status !== 308) method = 'GET'
      if (site !== 'none' || next.hostname !== url.hostname)
        site = worse(site, siteOf(url.href, next))
      url = next
    }
    throw new Error(`More than ${hopLimit} redirects, the last to ${url.href}`)
  }
}
