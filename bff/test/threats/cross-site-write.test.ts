/**
 * Cross-site request forgery (RFC 10017 §6.1.3.3, OWASP CSRF): a foreign page sends a request that changes
 * something, and the browser adds the cookie. The cookie is always here, as if SameSite had not been invented:
 * a sibling subdomain is same-site, and old browsers know nothing of it.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { exchange } from '../wire.ts'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import { createMovableClock } from '../open-bff.ts'
import { intercepted } from './intercepted-storage.ts'
import { type Scene, cookieHeaderOf, setScene, signedIn, viewOf } from './scene.ts'

const touched: string[] = []
let scene: Scene
let victim: Browser

beforeAll(async () => {
  const clock = createMovableClock()
  const storage = intercepted(createMemoryStorage(clock), (verb) => void touched.push(verb))
  scene = await setScene({}, { clock, storage })
  victim = await signedIn(scene)
  return scene.close
})
beforeEach(() => void touched.splice(0))

const evil = 'https://evil.example'
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const typed = (type: string) => ({ 'content-type': type })

/** `{host}` is ours. */
const attacks: [what: string, headers: Record<string, string>][] = [
  [
    'a form',
    {
      origin: evil,
      'sec-fetch-site': 'cross-site',
      ...navigation,
      ...typed('application/x-www-form-urlencoded'),
    },
  ],
  ['a form of an old browser', { origin: evil, ...typed('multipart/form-data') }],
  [
    'a form of a privacy-minded page',
    { origin: 'null', 'sec-fetch-site': 'cross-site', ...navigation },
  ],
  ['a simple fetch', { origin: evil, 'sec-fetch-site': 'cross-site', ...typed('text/plain') }],
  ['a fetch that has our header', { origin: evil, 'sec-fetch-site': 'cross-site', 'x-csrf': '1' }],
  ['a beacon', { origin: evil, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  [
    'a sibling subdomain',
    { origin: 'http://sibling.localhost', 'sec-fetch-site': 'same-site', 'x-csrf': '1' },
  ],
  ['a sibling port', { origin: 'http://localhost:1', 'x-csrf': '1' }],
  ['another scheme', { origin: 'https://{host}', 'x-csrf': '1' }],
  ['a host that begins like ours', { origin: 'http://{host}.evil.example', 'x-csrf': '1' }],
  ['a host that ends like ours', { origin: 'http://evil-localhost', 'x-csrf': '1' }],
  ['our origin in capitals', { origin: 'HTTP://LOCALHOST', 'x-csrf': '1' }],
  ['our origin with a path', { origin: 'http://{host}/', 'x-csrf': '1' }],
  ['two origins', { origin: 'http://{host}, https://evil.example', 'x-csrf': '1' }],
  ['a sandboxed frame', { origin: 'null', 'x-csrf': '1' }],
  ['an empty origin', { origin: '', 'sec-fetch-site': 'cross-site' }],
  ['no word on where it comes from', {}],
  ['the wrong value of our header', { 'x-csrf': '0' }],
  ['no value of our header', { 'x-csrf': '' }],
  [
    'the header of another framework',
    { 'x-requested-with': 'XMLHttpRequest', 'x-xsrf-token': '1' },
  ],
]

describe.each([
  ['POST', '/api/notes'],
  ['DELETE', '/api/notes/1'],
  ['POST', '/auth/session/extend'],
  ['POST', '/auth/logout'],
])('%s %s', (method, path) => {
  it.each(attacks)('refuses %s [XB-01, XB-02, XB-03, LO-02]', async (_what, headers) => {
    await expectRefused(await attack(method, path, headers))
  })
})

async function attack(method: string, path: string, headers: Record<string, string>) {
  const cookie = cookieHeaderOf(victim)
  const { host } = new URL(scene.origin)
  const said = Object.entries(headers).map(([name, value]) => [name, value.replace('{host}', host)])
  const all = new Headers({ cookie, ...Object.fromEntries(said) })
  return exchange(new URL(scene.origin + path), { method, headers: all })
}

async function expectRefused(answer: Response) {
  expect(answer.headers.get('claimcheck-refusal')).toBe('cross-site-request')
  expect(touched).toEqual([])
  expect(scene.api.seen).toEqual([])
  expect(await viewOf(scene, victim)).toMatchObject({ status: 'signed-in' })
}
