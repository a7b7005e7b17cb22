/**
 * Cross-site reading (RFC 10017 §6.1.3.3.2, Fetch Metadata §5.1): a foreign page has our answers loaded as
 * image, script or frame, asks for leave by CORS, or sends people to a URL that would sign them out. As in
 * cross-site-write.test.ts the cookie is always there.
 */
import { beforeAll, expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { exchange } from '../wire.ts'
import { type Scene, cookieHeaderOf, setScene, signedIn, viewOf } from './scene.ts'

let scene: Scene
let victim: Browser

beforeAll(async () => {
  scene = await setScene()
  victim = await signedIn(scene)
  return scene.close
})

const crossSite = { 'sec-fetch-site': 'cross-site' }
const evil = 'https://evil.example'

it.each([
  ['an image', 'GET', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ['a script', 'GET', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
  ['a frame', 'GET', { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ['a link', 'GET', { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ['a fetch', 'GET', { ...crossSite, origin: evil, 'x-csrf': '1' }],
  ['an image on a sibling', 'GET', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' }],
  ['an image in an old browser', 'GET', {}],
  ['a head request', 'HEAD', { ...crossSite, origin: evil }],
])('refuses %s of an API [XB-01, XB-02, XB-04]', async (_what, method, headers) => {
  const answer = await ask('/api/notes', method, headers)

  expect(answer.headers.get('claimcheck-refusal')).toBe('cross-site-request')
  expect(scene.api.seen).toEqual([])
})

it.each([
  ['an image', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ['a link', { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ['a link of our own', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }],
])('signs nobody out for %s [LO-02, XB-07]', async (_what, headers) => {
  const answer = await ask('/auth/logout', 'GET', headers)

  expect(answer.headers.get('claimcheck-refusal')).not.toBeNull()
  expect(await viewOf(scene, victim)).toMatchObject({ status: 'signed-in' })
})

it.each([evil, 'null', 'http://sibling.localhost'])(
  'gives a preflight from %s no leave [XB-06]',
  async (origin) => {
    const answer = await ask('/api/notes', 'OPTIONS', {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'x-csrf',
    })

    expect(answer.status).toBe(403)
    expect(corsHeadersOf(answer)).toEqual([])
  },
)

it('does not hand on the leave that an API gives [XB-06]', async () => {
  scene.api.answer = (_req, res) => {
    res.writeHead(200, {
      'access-control-allow-origin': evil,
      'access-control-allow-credentials': 'true',
    })
    res.end()
  }
  const answer = await victim.fetch(`${scene.origin}/api/notes`)

  expect(answer.status).toBe(200)
  expect(corsHeadersOf(answer)).toEqual([])
})

function ask(path: string, method: string, headers: Record<string, string | undefined>) {
  const cookie = cookieHeaderOf(victim)
  const said = new Headers({ cookie })
  for (const [name, value = ''] of Object.entries(headers)) said.set(name, value)
  return exchange(new URL(scene.origin + path), { method, headers: said })
}

function corsHeadersOf({ headers }: Response): string[] {
  return [...headers.keys()].filter((name) => name.startsWith('access-control-'))
}
