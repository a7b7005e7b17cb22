/**
 * Cookie tossing (6265bis §8.6, layered-cookies §4.1.3): a sibling subdomain, or somebody on an unprotected
 * network, sets a cookie that reaches us beside or instead of our own. What a browser keeps out by the name's
 * prefix is its business; here is what is left to the server.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openBff } from '../open-bff.ts'
import {
  askWith,
  callbackFor,
  openScene,
  sessionCookieName,
  sessionCookieOf,
  signedIn,
} from './scene.ts'

it.each([
  ['before', (ours: string, tossed: string) => `${tossed}; ${ours}`],
  ['behind', (ours: string, tossed: string) => `${ours}; ${tossed}`],
])(
  'takes two session cookies for none when one is tossed in %s ours [SC-21]',
  async (_where, join) => {
    const scene = await openScene()
    const ours = sessionCookieOf(await signedIn(scene))
    scene.liar.lie({ person: { sub: 'mallory' } })
    const tossed = sessionCookieOf(await signedIn(scene))
    const pair = (value?: string) => `${sessionCookieName}=${value}`

    const answer = await askWith(join(pair(ours), pair(tossed)), `${scene.origin}/auth/session`)

    expect(await answer.json()).toEqual({ status: 'signed-out' })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^${sessionCookieName}=; .*expires=Thu, 01 Jan 1970`, 'i')),
    ])
    expect(scene.bff.logged('cookie.ambiguous')).toMatchObject([{ cookie: 'session' }])
  },
)

it.each([
  ['__Host-Http-claimcheck', 200],
  ['__Host-claimcheck', 401],
  ['__Secure-claimcheck', 401],
  ['claimcheck', 401],
  ['claimcheck-dev', 401],
  ['__HOST-HTTP-CLAIMCHECK', 401],
])('on https takes a living id under the name %s with %i [SC-05]', async (name, status) => {
  const scene = await openScene()
  const { bff, env } = scene
  const id = sessionCookieOf(await signedIn(scene))
  const https = { ...env, APP_ORIGIN: 'https://app.example.com' }
  const inProduction = await openBff({ env: https, clock: bff.clock, storage: bff.storage })
  onTestFinished(() => inProduction.close())

  expect((await askWith(`${name}=${id}`, `${inProduction.origin}/api/notes`)).status).toBe(status)
})

it('goes by its own transaction when another one of that name is tossed in before [SC-21]', async () => {
  const scene = await openScene()
  const attacker = createBrowser()
  await callbackFor(scene, attacker, '/of-the-attacker')
  const [tossed] = attacker.jar.all('localhost')
  const victim = createBrowser()
  const callback = await callbackFor(scene, victim, '/of-the-victim')
  const [own] = victim.jar.all('localhost')

  const cookies = `${own!.name}=${tossed!.value}; ${own!.name}=${own!.value}`
  const answer = await askWith(cookies, callback)

  expect(answer.headers.get('location')).toBe('/of-the-victim')
})
