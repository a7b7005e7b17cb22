/**
 * Stolen cookie (ASVS 7.4.1, OWASP Session Management): the attacker has copied the cookie. From the moment the
 * session ends – however it ends – the copy is worth nothing, at every door and on every instance.
 */
import { expect, it, onTestFinished } from 'vitest'
import type { Browser } from '../browser.ts'
import { openBff } from '../open-bff.ts'
import { exchange } from '../wire.ts'
import { openScene, type Scene, sessionCookieName, sessionCookieOf, signedIn } from './scene.ts'

it.each([
  ['sign-out', (scene: Scene, victim: Browser) => signOut(scene, victim)],
  ['another sign-in', (scene: Scene, victim: Browser) => signedIn(scene, victim)],
  ['the idle limit', ({ bff }: Scene) => bff.clock.advance(30 * 60_000)],
  ['the absolute limit', (scene: Scene, victim: Browser) => beBusyFor(12, scene, victim)],
])('is worthless after %s, on another instance too [SC-13]', async (_what, end) => {
  const scene = await openScene()
  const { bff, env } = scene
  const second = await openBff({ env, clock: bff.clock, storage: bff.storage })
  onTestFinished(() => second.close())
  const victim = await signedIn(scene)
  const stolen = `${sessionCookieName}=${sessionCookieOf(victim)}`
  expect((await ask(second.origin, '/api/notes', stolen)).status).toBe(200)

  await end(scene, victim)

  const heard = scene.api.seen.length
  for (const origin of [second.origin, scene.origin]) {
    expect((await ask(origin, '/api/notes', stolen)).status).toBe(401)
    expect((await ask(origin, '/auth/session/extend', stolen, 'POST')).status).toBe(401)
    const view = await ask(origin, '/auth/session', stolen)
    expect(await view.json()).toMatchObject({ status: 'signed-out' })
  }
  expect(scene.api.seen).toHaveLength(heard)
})

async function signOut({ origin }: Scene, victim: Browser) {
  await victim.fetch(`${origin}/auth/logout`, { method: 'POST' })
}

/** Never idle: only the absolute limit is left. */
async function beBusyFor(hours: number, { bff, origin }: Scene, victim: Browser) {
  for (let halves = 0; halves < hours * 2; halves += 1) {
    await victim.fetch(`${origin}/auth/session/extend`, { method: 'POST' })
    bff.clock.advance(30 * 60_000 - 1)
  }
  bff.clock.advance(hours * 2)
}

function ask(origin: string, path: string, cookie: string, method = 'GET') {
  const headers = new Headers({ cookie, 'x-csrf': '1' })
  return exchange(new URL(origin + path), { method, headers })
}
