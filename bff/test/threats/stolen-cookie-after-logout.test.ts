/**
 * Stolen cookie (ASVS 7.4.1, OWASP Session Management): the attacker has copied the cookie. From the moment the
 * session ends – however it ends – the copy is worth nothing, at every door and on every instance.
 */
import { expect, it, onTestFinished } from 'vitest'
import type { Browser } from '../browser.ts'
import { openBff } from '../open-bff.ts'
import { askWith, cookieHeaderOf, openScene, type Scene, signedIn } from './scene.ts'

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
  const stolen = cookieHeaderOf(victim)
  expect((await askWith(stolen, `${second.origin}/api/notes`)).status).toBe(200)

  await end(scene, victim)

  const heard = scene.api.seen.length
  for (const origin of [second.origin, scene.origin]) {
    expect((await askWith(stolen, `${origin}/api/notes`)).status).toBe(401)
    expect((await askWith(stolen, `${origin}/auth/session/extend`, 'POST')).status).toBe(401)
    const view = await askWith(stolen, `${origin}/auth/session`)
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
    bff.clock.advance(30 * 60_000 - 1_000)
    await victim.fetch(`${origin}/auth/session/extend`, { method: 'POST' })
  }
  bff.clock.advance(hours * 2 * 1_000)
}
