/**
 * The truth table of the doorman. Columns: method, path, Sec-Fetch-Site, Origin, X-CSRF → the reason to refuse,
 * or `passes`. `–` is an absent header.
 */
import { describe, expect, it } from 'vitest'
import { problems } from './problems.ts'
import { type CrossSiteReason, crossSiteReason, sameOrigin } from './same-origin.ts'
import { type Question, tryRooms } from './try-rooms.ts'

const own = 'https://app.example.com'
const evil = 'https://evil.example'
type Verdict = 'passes' | CrossSiteReason
type Row = [method: string, path: string, site: string, origin: string, csrf: string, Verdict]

function verdict([method, path, site, origin, csrf]: Row): Verdict {
  return crossSiteReason({ method, path, headers: headersOf(site, origin, csrf) }, own) ?? 'passes'
}

function headersOf(site: string, origin: string, csrf: string): Record<string, string> {
  const all = Object.entries({ 'sec-fetch-site': site, origin, 'x-csrf': csrf })
  return Object.fromEntries(all.filter(([, value]) => value !== '–'))
}

const title = '%s %s · Sec-Fetch-Site %s · Origin %s · X-CSRF %s: %s'

describe('crossSiteReason, of a safe method', () => {
  it.each<Row>([
    // The header, with and without metadata beside it.
    ['GET', '/api/notes', '–', '–', '1', 'passes'],
    ['GET', '/api/notes', 'same-origin', '–', '1', 'passes'],
    ['GET', '/api/notes', 'same-origin', own, '1', 'passes'],
    ['HEAD', '/api/notes', '–', '–', '1', 'passes'],
    ['GET', '/auth/session', '–', '–', '1', 'passes'],
    // Without it: what the browser says does as well (downloads, images, EventSource, a typed address).
    ['GET', '/api/notes/export', 'same-origin', '–', '–', 'passes'],
    ['GET', '/api/notes/export', 'none', '–', '–', 'passes'],
    ['HEAD', '/api/notes/export', 'same-origin', '–', '–', 'passes'],
    // Neither.
    ['GET', '/api/notes', '–', '–', '–', 'header-missing'],
    ['HEAD', '/api/notes', '–', '–', '–', 'header-missing'],
    ['OPTIONS', '/api/notes', '–', '–', '–', 'header-missing'],
    ['GET', '/auth/session', '–', '–', '–', 'header-missing'],
    ['GET', '/api/notes', '–', own, '–', 'header-missing'],
    // The header's value counts, not its presence.
    ['GET', '/api/notes', '–', '–', '0', 'header-missing'],
    ['GET', '/api/notes', '–', '–', '1, 1', 'header-missing'],
  ])(`${title} [XB-02]`, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, of an unsafe method', () => {
  it.each<Row>([
    // The header and the same origin, by Origin or by metadata.
    ['POST', '/api/notes', 'same-origin', own, '1', 'passes'],
    ['POST', '/api/notes', '–', own, '1', 'passes'],
    ['POST', '/api/notes', 'same-origin', '–', '1', 'passes'],
    ['DELETE', '/api/notes/1', 'same-origin', own, '1', 'passes'],
    ['POST', '/auth/session/extend', 'same-origin', own, '1', 'passes'],
    ['POST', '/auth/logout', 'same-origin', own, '1', 'passes'],
    // No metadata at all: the header decides.
    ['POST', '/api/notes', '–', '–', '1', 'passes'],
    ['PUT', '/api/notes/1', '–', '–', '1', 'passes'],
    // Same origin, but no header.
    ['POST', '/api/notes', 'same-origin', own, '–', 'header-missing'],
    ['POST', '/api/notes', '–', own, '–', 'header-missing'],
    ['POST', '/api/notes', 'same-origin', '–', '–', 'header-missing'],
    ['POST', '/api/notes', '–', '–', '–', 'header-missing'],
    ['PUT', '/api/notes/1', 'same-origin', own, '–', 'header-missing'],
    ['PATCH', '/api/notes/1', 'same-origin', own, '–', 'header-missing'],
    ['DELETE', '/api/notes/1', 'same-origin', own, '–', 'header-missing'],
    ['POST', '/auth/session/extend', 'same-origin', own, '–', 'header-missing'],
    // Nobody types a POST.
    ['POST', '/api/notes', 'none', '–', '1', 'site-foreign'],
    ['POST', '/api/notes', 'none', own, '1', 'site-foreign'],
  ])(`${title} [XB-02]`, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, of Sec-Fetch-Site', () => {
  it.each<Row>([
    // Foreign, whatever else the request shows.
    ['GET', '/api/notes', 'cross-site', '–', '–', 'site-foreign'],
    ['GET', '/api/notes', 'cross-site', '–', '1', 'site-foreign'],
    ['GET', '/api/notes', 'cross-site', own, '1', 'site-foreign'],
    ['GET', '/auth/session', 'cross-site', '–', '1', 'site-foreign'],
    ['POST', '/api/notes', 'cross-site', own, '1', 'site-foreign'],
    ['POST', '/auth/logout', 'cross-site', own, '1', 'site-foreign'],
    ['OPTIONS', '/api/notes', 'cross-site', evil, '–', 'site-foreign'],
    // A sibling subdomain is as foreign as any other.
    ['GET', '/api/notes', 'same-site', '–', '–', 'site-foreign'],
    ['GET', '/api/notes', 'same-site', '–', '1', 'site-foreign'],
    ['POST', '/api/notes', 'same-site', own, '1', 'site-foreign'],
    ['POST', '/auth/logout', 'same-site', own, '–', 'site-foreign'],
    // What we do not know counts as absent: Origin and header decide.
    ['POST', '/api/notes', 'same-galaxy', own, '1', 'passes'],
    ['POST', '/api/notes', 'same-galaxy', evil, '1', 'origin-foreign'],
    ['GET', '/api/notes', 'Same-Origin', '–', '–', 'header-missing'],
    ['GET', '/api/notes', 'same-origin, same-origin', '–', '–', 'header-missing'],
    ['GET', '/api/notes', '', '–', '–', 'header-missing'],
    // Absent, with a good Origin.
    ['POST', '/api/notes', '–', own, '1', 'passes'],
    ['DELETE', '/api/notes/1', '–', own, '1', 'passes'],
  ])(`${title} [XB-04]`, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, of an Origin that is not exactly ours', () => {
  it.each<Row>([
    ['POST', '/api/notes', '–', 'null', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://app.example.com.evil', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://evilapp.example.com', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://example.com', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'http://app.example.com', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://app.example.com:8443', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://app.example.com:443', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://APP.example.com', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'HTTPS://app.example.com', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://app.example.com/', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', 'https://app.example.com.', '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', `${own}, ${own}`, '1', 'origin-foreign'],
    ['POST', '/api/notes', '–', '', '1', 'origin-foreign'],
    ['POST', '/api/notes', 'same-origin', evil, '1', 'origin-foreign'],
    ['DELETE', '/api/notes/1', '–', 'null', '1', 'origin-foreign'],
    ['POST', '/auth/logout', '–', 'null', '–', 'origin-foreign'],
    ['POST', '/auth/logout', '–', evil, '–', 'origin-foreign'],
    ['GET', '/api/notes', '–', evil, '1', 'origin-foreign'],
    ['GET', '/api/notes', 'same-origin', 'null', '–', 'origin-foreign'],
  ])(`${title} [XB-03]`, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, where a browser cannot set the header', () => {
  it.each<Row>([
    // A form of ours signs out by its Origin.
    ['POST', '/auth/logout', 'same-origin', own, '–', 'passes'],
    ['POST', '/auth/logout', '–', own, '–', 'passes'],
    ['POST', '/auth/logout', 'same-origin', '–', '–', 'origin-missing'],
    ['POST', '/auth/logout', '–', '–', '–', 'origin-missing'],
    ['POST', '/auth/logout', 'none', own, '–', 'site-foreign'],
    ['POST', '/auth/logout/', 'same-origin', own, '–', 'header-missing'],
    // A violation report.
    ['POST', '/auth/csp-report', 'same-origin', own, '–', 'passes'],
    ['POST', '/auth/csp-report', 'same-origin', '–', '–', 'passes'],
    ['POST', '/auth/csp-report', '–', own, '–', 'passes'],
    ['POST', '/auth/csp-report', '–', '–', '–', 'site-unproven'],
    ['POST', '/auth/csp-report', 'cross-site', '–', '–', 'site-foreign'],
    ['POST', '/auth/csp-report', '–', 'null', '–', 'origin-foreign'],
    ['GET', '/auth/csp-report', '–', '–', '–', 'header-missing'],
  ])(title, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, on the routes that bring their own proof', () => {
  it.each<Row>([
    ['GET', '/auth/login', 'cross-site', '–', '–', 'passes'],
    ['POST', '/auth/login', 'cross-site', evil, '–', 'passes'],
    ['GET', '/auth/callback', 'cross-site', '–', '–', 'passes'],
    ['GET', '/auth/signed-out', 'cross-site', '–', '–', 'passes'],
    // From server to server: no fetch metadata, no Origin, no header.
    ['POST', '/auth/backchannel-logout', '–', '–', '–', 'passes'],
    ['GET', '/auth/frontchannel-logout', 'cross-site', '–', '–', 'passes'],
    // By exactly that method and path.
    ['DELETE', '/auth/login', 'cross-site', '–', '–', 'site-foreign'],
    ['HEAD', '/auth/login', 'cross-site', '–', '–', 'site-foreign'],
    ['POST', '/auth/callback', 'cross-site', evil, '–', 'site-foreign'],
    ['POST', '/auth/signed-out', 'cross-site', evil, '–', 'site-foreign'],
    ['GET', '/auth/backchannel-logout', '–', '–', '–', 'header-missing'],
    ['PUT', '/auth/backchannel-logout', '–', '–', '–', 'header-missing'],
    ['POST', '/auth/frontchannel-logout', 'cross-site', evil, '–', 'site-foreign'],
    ['GET', '/auth/login/', 'cross-site', '–', '–', 'site-foreign'],
    ['GET', '/AUTH/LOGIN', 'cross-site', '–', '–', 'site-foreign'],
    ['GET', '/auth/logout', 'cross-site', '–', '–', 'site-foreign'],
    ['GET', '/auth/anything-new', 'cross-site', '–', '–', 'site-foreign'],
  ])(`${title} [XB-11]`, (...row) => {
    expect(verdict(row)).toBe(row[5])
  })
})

describe('crossSiteReason, where an authorization server answers by a form post', () => {
  it.each<[method: string, path: string, verdict: CrossSiteReason | 'passes']>([
    ['POST', '/auth/callback', 'passes'],
    ['GET', '/auth/callback', 'passes'],
    ['PUT', '/auth/callback', 'site-foreign'],
    ['POST', '/auth/callback/', 'site-foreign'],
    ['POST', '/auth/signed-out', 'site-foreign'],
    ['POST', '/auth/logout', 'site-foreign'],
  ])('%s %s from another site: %s [CB-11, XB-11]', (method, path, expected) => {
    const headers = headersOf('cross-site', evil, '–')
    expect(crossSiteReason({ method, path, headers }, own, true) ?? 'passes').toBe(expected)
  })
})

describe('sameOrigin', () => {
  /** The room, and behind it a door that counts who came through. */
  async function guarded() {
    const reached: string[] = []
    const { ask, told } = await tryRooms((events) => [
      problems(events, { appOrigin: own }),
      sameOrigin({ appOrigin: own }, events),
      (ctx) => {
        reached.push(ctx.path)
        ctx.vary('Sec-Fetch-Site')
        ctx.body = 'through'
      },
    ])
    return { ask, told, reached }
  }

  it.each<[string, Question]>([
    ['GET', { method: 'GET' }],
    ['HEAD', { method: 'HEAD' }],
    ['a POST without body', { method: 'POST' }],
    ['DELETE', { method: 'DELETE' }],
  ])(
    'refuses %s without the header before anything behind it is touched [XB-02]',
    async (_, question) => {
      const { ask, told, reached } = await guarded()
      const { status, headers } = await ask({ path: '/api/notes', ...question })
      expect([status, headers['claimcheck-refusal']]).toEqual([403, 'cross-site-request'])
      expect(reached).toEqual([])
      expect(told).toEqual([
        expect.objectContaining({ name: 'request.cross-site', why: 'header-missing' }),
      ])
    },
  )

  it('takes its own origin from the configuration, not from Host [XB-05]', async () => {
    const { ask, reached } = await guarded()
    const { status } = await ask({
      method: 'POST',
      path: '/api/notes',
      headers: {
        host: 'evil.example',
        origin: evil,
        'x-csrf': '1',
        'x-forwarded-host': 'evil.example',
      },
    })
    expect(status).toBe(403)
    expect(reached).toEqual([])
  })

  it.each([
    ['a foreign origin', evil],
    ['null', 'null'],
    ['a subdomain', 'https://other.app.example.com'],
  ])('gives a preflight from %s no allow header [XB-06]', async (_, origin) => {
    const { ask } = await guarded()
    const { status, headers } = await ask({
      method: 'OPTIONS',
      path: '/api/notes',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-csrf',
      },
    })
    expect(status).toBe(403)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('names what it decides by in Vary, once [XB-04]', async () => {
    const { ask } = await guarded()
    const { headers } = await ask({ path: '/api/notes', headers: { 'x-csrf': '1' } })
    expect(headers.vary).toBe('Origin, Sec-Fetch-Site, X-CSRF')
  })

  it.each(['/AUTH/session', '/Api/notes', '/api', '/auth/', '/auth/unknown'])(
    'guards %s as well',
    async (path) => {
      const { ask, reached } = await guarded()
      expect(await ask({ path })).toMatchObject({ status: 403 })
      expect(reached).toEqual([])
    },
  )

  it.each(['/', '/notes/1', '/assets/app.js', '/authors'])(
    'leaves %s to everybody',
    async (path) => {
      const { ask } = await guarded()
      const { status, body } = await ask({ path, headers: { 'sec-fetch-site': 'cross-site' } })
      expect([status, body]).toEqual([200, 'through'])
    },
  )

  it('sends a person who followed a link from elsewhere to a page that says so', async () => {
    const { ask } = await guarded()
    const { status, headers } = await ask({
      path: '/api/notes',
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    })
    expect(status).toBe(303)
    expect(headers.location).toMatch(/^\/problem\?code=cross-site-request&ref=/)
  })
})
