/**
 * Parameter pollution (OAuth 2.1 §7.12, ASVS 1.2.2, 15.3.7): protocol parameters are slipped into the sign-in
 * link, or stand twice, in the hope that two readers take different ones.
 */
import { beforeAll, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, type Scene, sessionCookieOf, setScene } from './scene.ts'

let scene: Scene
beforeAll(async () => (scene = await setScene()).close)

const fresh = ['state', 'nonce', 'code_challenge']

it.each([
  'client_id=evil',
  'client_id[]=evil',
  'redirect_uri=https://evil.example/',
  'response_type=token',
  'response_mode=fragment',
  'scope=openid%20admin',
  'scope[]=admin',
  'request=e30.e30.e30',
  'request_uri=https://evil.example/request',
  'state=evil',
  'nonce=evil',
  'code_challenge=evil',
  'code_challenge_method=plain',
  'resource=https://evil.example',
  'claims={}',
  'registration={}',
  'id_token_hint=evil',
  '__proto__[scope]=evil',
  'client_id=one&client_id=two',
])('asks the same with %s as without [AR-10, AR-13]', async (pollution) => {
  const { plain, polluted } = { plain: await asked(''), polluted: await asked(`?${pollution}`) }

  expect([...polluted.keys()]).toEqual([...plain.keys()])
  for (const name of fresh) {
    expect(polluted.get(name)).toMatch(/^[\w-]{43}$/)
    for (const parameters of [plain, polluted]) parameters.delete(name)
  }
  expect(String(polluted)).toBe(String(plain))
})

it.each([
  'prompt=none&prompt=login',
  'returnTo=/a&returnTo=/b',
  'login_hint=a&login_hint=b',
  'max_age=1&max_age=2',
  'iss=a&iss=b',
])('begins nothing when a parameter of ours stands twice: %s [AR-13]', async (twice) => {
  const browser = createBrowser()
  const page = await browser.visit(`${scene.origin}/auth/login?${twice}`)

  expect(landingOf(page.url)).toBe('/problem?code=request-malformed')
  expect(browser.jar.all('localhost')).toEqual([])
})

it.each(['code', 'state', 'iss'])('refuses a callback with %s twice [CB-07]', async (name) => {
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.append(name, callback.searchParams.get(name)!)
  const before = scene.liar.seen.token.length

  await browser.visit(callback.href)

  expect(sessionCookieOf(browser)).toBeUndefined()
  expect(scene.liar.seen.token).toHaveLength(before)
})

async function asked(query: string): Promise<URLSearchParams> {
  const login = `${scene.origin}/auth/login${query}`
  const page = await createBrowser().visit(login, { stopBefore: () => true })
  return new URL(page.headers.get('location')!).searchParams
}
