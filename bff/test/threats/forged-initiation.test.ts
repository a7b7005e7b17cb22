/**
 * Forged initiation (FAPI SP §5.3.3.1-12, OpenID Connect Core §4): a foreign page makes browsers begin
 * sign-ins that nobody wished for, by images, frames and fetches; a link prefetcher does so unmeant.
 */
import { beforeAll, expect, it } from 'vitest'
import { exchange } from '../wire.ts'
import { type Scene, setScene } from './scene.ts'

let scene: Scene
beforeAll(async () => (scene = await setScene()).close)

const crossSite = { 'sec-fetch-site': 'cross-site' }
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

it.each([
  ['an image', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ['a script', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
  ['a frame', { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  [
    'an embedded object',
    { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' },
  ],
  ['a fetch', { ...crossSite, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ['a blind fetch', { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }],
  ['a prefetched link', { ...crossSite, ...navigation, 'sec-purpose': 'prefetch' }],
  ['a prerendered link', { ...crossSite, ...navigation, 'sec-purpose': 'prefetch;prerender' }],
  ['an older prefetch', { purpose: 'prefetch' }],
  ['our own script', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
])('opens no transaction for %s [AR-15]', async (_what, headers) => {
  const answer = await begin(headers)

  expect(answer.headers.get('claimcheck-refusal')).toBe('cross-site-request')
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(scene.liar.seen.discovery).toEqual([])
})

it('opens one for a navigation, also from another site [AR-15]', async () => {
  const answer = await begin({ ...crossSite, ...navigation, 'sec-fetch-user': '?1' })

  expect(answer.headers.get('location')).toContain(scene.liar.issuer)
  expect(answer.headers.getSetCookie()).toHaveLength(1)
})

it('opens none for the name of another authorization server [AR-18]', async () => {
  const answer = await begin(navigation, `?iss=${encodeURIComponent('https://evil.example')}`)

  expect(answer.headers.get('claimcheck-refusal')).toBe('request-malformed')
  expect(answer.headers.getSetCookie()).toEqual([])
})

function begin(headers: Record<string, string>, query = '') {
  const url = new URL(`${scene.origin}/auth/login${query}`)
  return exchange(url, { method: 'GET', headers: new Headers(headers) })
}
