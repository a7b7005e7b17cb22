import type { SessionView } from 'shared/session'
import { describe, expect, it } from 'vitest'
import { problems } from '../http/problems.ts'
import { tryRooms } from '../http/try-rooms.ts'
import { indexPage, mayInline } from './index-page.ts'

const html = '<!doctype html><html><head><title>App</title></head><body></body></html>'
const navigate = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }
const signedOut: SessionView = { status: 'signed-out', reason: 'idle' }

function signedIn(name: string): SessionView {
  const times = { authTime: 1, now: 2, idleExpiresIn: 3, absoluteExpiresIn: 4 }
  return {
    status: 'signed-in',
    user: { sub: 'u-1', name },
    session: { handle: 'h-1', scope: 'openid', ...times },
  }
}

function page(view?: SessionView, template: string | undefined = html) {
  return tryRooms((events) => [
    problems(events, { appOrigin: 'https://app.example.com' }),
    indexPage({ html: () => template, viewOf: () => view }),
  ])
}

/** What the web app reads: the text of the data block, as an HTML parser finds it. */
function blockOf(body: string): unknown {
  const block = /<script type="application\/json" id="claimcheck-session">(.*?)<\/script/s.exec(
    body,
  )
  return block?.[1] === undefined ? undefined : JSON.parse(block[1])
}

describe('mayInline', () => {
  it.each([
    ['same-origin', true, true],
    ['cross-site', true, true],
    [undefined, true, true],
    ['same-origin', false, true],
    ['none', false, true],
    ['cross-site', false, false],
    ['same-site', false, false],
    ['same-galaxy', false, false],
    [undefined, false, false],
  ])('given Sec-Fetch-Site %s and signed in %s says %s [SC-20]', (site, isSignedIn, expected) => {
    expect(mayInline({ 'sec-fetch-site': site }, isSignedIn)).toBe(expected)
  })
})

describe('indexPage', () => {
  it('answers a page visit with the page and the session view, for nobody to keep [SC-19]', async () => {
    const { ask } = await page(signedIn('Ada'))
    const { status, headers, body } = await ask({ path: '/notes/1', headers: navigate })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Cookie, Sec-Fetch-Site, Sec-Fetch-Mode, Accept',
    })
    expect(blockOf(body)).toEqual(signedIn('Ada'))
    expect(body.replace(/<script.*<\/script>/, '')).toBe(html)
  })

  it('tells why somebody is signed out', async () => {
    const { ask } = await page(signedOut)
    const { body } = await ask({ headers: navigate })
    expect(blockOf(body)).toEqual(signedOut)
  })

  it.each([
    ['from another site, where the Strict cookie was withheld', { 'sec-fetch-site': 'cross-site' }],
    ['from a sibling', { 'sec-fetch-site': 'same-site' }],
  ])('does not guess on the way %s [SC-20]', async (_where, headers) => {
    const { ask } = await page(signedOut)
    const { body } = await ask({ headers: { ...navigate, ...headers } })
    expect(body).toBe(html)
  })

  it('does not guess for a browser that does not say [SC-20]', async () => {
    const { ask } = await page(signedOut)
    const { body } = await ask({ headers: { accept: 'text/html,*/*;q=0.8' } })
    expect(body).toBe(html)
  })

  it('leaves the block out where there is no view', async () => {
    const { ask } = await page()
    expect(await ask({ headers: navigate })).toMatchObject({ status: 200, body: html })
  })

  it.each([
    ['the end of the block', '</script><script>alert(1)</script>'],
    ['a comment that swallows the end', '<!--<script>'],
    ['line separators', 'a\u2028b\u2029c'],
    ['replacement patterns', "$& $' $` $1"],
    ['quotes', '"}\\u003c'],
  ])('carries %s in a name as data', async (_what, name) => {
    const { ask } = await page(signedIn(name))
    const { body } = await ask({ headers: navigate })
    expect(blockOf(body)).toEqual(signedIn(name))
    const inside = body.slice(body.indexOf('claimcheck-session'), body.lastIndexOf('</script>'))
    expect(inside).not.toMatch(/[<\u2028\u2029]/)
  })

  it.each([
    ['a script', { path: '/notes', headers: { 'sec-fetch-mode': 'cors' } }],
    ['an image', { path: '/logo.png', headers: { 'sec-fetch-mode': 'no-cors' } }],
    ['a scanner', { path: '/backup.zip', headers: { accept: '*/*' } }],
    ['a post', { method: 'POST', path: '/notes', headers: navigate }],
  ])('gives %s no page but 404 [CD-08]', async (_who, question) => {
    const { ask } = await page(signedOut)
    expect(await ask(question)).toMatchObject({ status: 404 })
  })

  it('gives no page at a door, but the problem page', async () => {
    const { ask } = await page(signedOut)
    const { status, headers } = await ask({ path: '/auth/nothing', headers: navigate })
    expect([status, headers.location?.split('&')[0]]).toEqual([303, '/problem?code=not-found'])
  })

  it('says in the log when the web app was not built', async () => {
    const { ask, told } = await tryRooms((events) => [
      problems(events, { appOrigin: 'https://app.example.com' }),
      indexPage({ html: () => undefined, viewOf: () => signedOut }),
    ])
    expect(await ask({ headers: navigate })).toMatchObject({ status: 404 })
    expect(told).toEqual([expect.objectContaining({ why: 'web-not-built' })])
  })

  it('refuses to start with a page that has no head', () => {
    expect(() => indexPage({ html: () => '<p>', viewOf: () => undefined })).toThrow('</head>')
  })
})
