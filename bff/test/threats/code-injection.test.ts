/**
 * Code injection (RFC 9700 §4.5): a code made in another transaction is put into one's own callback, to get a
 * session with somebody else's account or to give one's own to the victim. PKCE ties the code to the
 * transaction at the authorization server, the nonce ties the ID token to it here.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { parametersOf } from '../authorization-request.ts'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'
import { callbackFor, openScene, sessionCookieOf } from './scene.ts'

it('gets no session for the code of another browser: a real server refuses the verifier [AR-05, TK-05]', async () => {
  const wire = { cut: true }
  const backChannel = recordingFetch(async (url, init) => {
    if (wire.cut && (url as string).endsWith('/token')) throw new TypeError('cut')
    return fetch(url, init)
  })
  const { origin } = await openHouse({ fetch: backChannel.fetch })
  // The code reaches the BFF and goes no further: it is still good.
  const { hops } = await signIn(createBrowser(), origin, 'bob')
  const callback = new URL(hops.find(({ url }) => url.startsWith(`${origin}/auth/callback`))!.url)
  wire.cut = false
  const attacker = createBrowser()
  const begun = await attacker.visit(`${origin}/auth/login`, { stopBefore: () => true })
  const asked = parametersOf(begun.headers.get('location')!, backChannel)
  callback.searchParams.set('state', asked.get('state')!)

  const page = await attacker.visit(callback.href)

  expect(backChannel.to('/token').at(-1)).toMatchObject({ answer: { error: 'invalid_grant' } })
  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expect(sessionCookieOf(attacker)).toBeUndefined()
})

it('sends the verifier of the transaction, whatever the callback brings along [TK-05]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.set('code_verifier', 'v'.repeat(43))

  await browser.visit(callback.href)

  const { token, authorize } = scene.liar.seen
  const sent = token[0]!.body.get('code_verifier')!
  const challenge = authorize[0]!.url.searchParams.get('code_challenge')
  expect(createHash('sha256').update(sent).digest('base64url')).toBe(challenge)
})

it('gets no session for a code made with a copied challenge: the nonce is another [ID-10, TK-10]', async () => {
  const scene = await openScene()
  const victim = createBrowser()
  const callback = new URL(await callbackFor(scene, victim))
  const copy = new URL(scene.liar.seen.authorize[0]!.url)
  copy.searchParams.set('nonce', 'n'.repeat(43))
  const made = await createBrowser().visit(copy.href, { stopBefore: () => true })
  const injected = new URL(made.headers.get('location')!).searchParams.get('code')!
  callback.searchParams.set('code', injected)

  const page = await victim.visit(callback.href)

  // The server was content and gave its tokens away: from here on it was ours to notice.
  expect(scene.liar.issued.some((secret) => secret.includes('marked-at-'))).toBe(true)
  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expect(scene.liar.seen.userinfo).toEqual([])
  expect(sessionCookieOf(victim)).toBeUndefined()
})
