/**
 * Somebody comes back again and again with codes they have made up, each with a transaction of their own: for
 * every one we would ask the authorization server, which counts it against us (RFC 6749 §10.10, ASVS 2.4.1).
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { callbackFor, openScene, type Scene } from './scene.ts'

const env = { TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT_CALLBACK: 'address:2/3600' }
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
const attacker = from('203.0.113.7')

async function comeBackWithInventedCode(scene: Scene): Promise<string> {
  const browser = createBrowser()
  const callback = new URL(await callbackFor(scene, browser))
  callback.searchParams.set('code', 'made-up')
  return landingOf((await browser.visit(callback.href, attacker)).url)
}

it('reaches the authorization server no more often than allowed [PX-27]', async () => {
  const scene = await openScene({}, { env })
  const landings = []
  for (let time = 0; time < 5; time++) landings.push(await comeBackWithInventedCode(scene))
  expect(scene.liar.seen.token).toHaveLength(2)
  expect(landings.slice(2)).toEqual(Array(3).fill('/problem?code=too-many-calls'))
})

it('uses up nothing of who was refused: the same callback works when there is room', async () => {
  const scene = await openScene({}, { env })
  await comeBackWithInventedCode(scene)
  await comeBackWithInventedCode(scene)
  const browser = createBrowser()
  const callback = await callbackFor(scene, browser)
  await browser.visit(callback, attacker)
  expect((await browser.visit(callback, from('203.0.113.8'))).url).toBe(`${scene.origin}/`)
})
