/**
 * Header smuggling (RFC 9700 §4.13, RFC 9110 §7.6.1): the browser sends fields that an API behind us would
 * believe – credentials, identities, addresses, other methods – or has our own ones dropped on the way.
 */
import { expect, it } from 'vitest'
import { openScene, type Scene, signedIn } from './scene.ts'

const believable = [
  'DPoP',
  'Proxy-Authorization',
  'X-User',
  'X-Remote-User',
  'X-Real-IP',
  'X-Client-Cert',
  'X-SSL-Client-Verify',
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Original-URL',
  'X-HTTP-Method-Override',
  'X-Method-Override',
  'Proxy-Connection',
  'Keep-Alive',
  'TE',
  'Upgrade',
  'Referer',
  'User-Agent',
  'X-The-Next-One',
]

it('hands on nothing but what is named: no credential, identity, address or method [PX-05, PX-06, PX-10, PX-13]', async () => {
  const scene = await openScene()
  const [seen] = await ask(scene, Object.fromEntries(believable.map((name) => [name, 'evil'])))
  // The first two are undici's own, the others ours; the doorman's fields and the cookie are gone too.
  expect(Object.keys(seen!.headers).toSorted()).toEqual([
    'authorization',
    'connection',
    'forwarded',
    'host',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
  ])
  expect(JSON.stringify(seen!.rawHeaders)).not.toContain('evil')
})

it('sends its own token in the place of a token from the browser [PX-06]', async () => {
  const scene = await openScene()
  const [seen] = await ask(scene, { authorization: 'Bearer evil' })
  const { authorization = '' } = seen!.headers
  expect(authorization).toMatch(/^Bearer liar-marked-at-/)
  expect(scene.liar.issued).toContain(authorization.replace('Bearer ', ''))
})

it('drops a field that Connection names, and Connection [PX-10]', async () => {
  const scene = await openScene()
  const [seen] = await ask(scene, { connection: 'close, Prefer', prefer: 'evil' })
  expect(JSON.stringify(seen!.rawHeaders)).not.toMatch(/prefer|close/i)
})

it('drops nothing of its own because Connection names it, and skips no check [PX-10, XB-02]', async () => {
  const scene = await openScene()
  const [seen] = await ask(scene, { connection: 'Authorization, Via, Host' })
  expect(seen!.headers).toMatchObject({
    authorization: expect.stringMatching(/^Bearer /),
    via: expect.any(String),
  })
  const nominated = { connection: 'x-csrf, sec-fetch-site, origin', 'x-csrf': '0' }
  const foreign = { ...nominated, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect(await ask(scene, foreign, 'POST')).toEqual([])
})

it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
  'reads another method neither from %s nor from the query [XB-07]',
  async (name) => {
    const scene = await openScene()
    const [seen] = await ask(scene, { [name]: 'DELETE' }, 'GET', '?_method=DELETE')
    expect(seen!.method).toBe('GET')
    expect(seen!.headers).not.toHaveProperty(name)
  },
)

/** @returns what the API saw of it */
async function ask(scene: Scene, headers: Record<string, string>, method = 'GET', query = '') {
  const browser = await signedIn(scene)
  scene.api.seen.splice(0)
  await browser.fetch(`${scene.origin}/api/notes${query}`, { method, headers })
  return scene.api.seen
}
