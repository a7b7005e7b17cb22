/**
 * Session fixation (OWASP Session Management, 6265bis §8.4): the attacker knows a session id before the
 * victim signs in, and waits for it to become the victim's.
 */
import { expect, it } from 'vitest'
import { randomBytes } from 'node:crypto'
import { type Browser, createBrowser } from '../browser.ts'
import {
  askWith,
  openScene,
  type Scene,
  sessionCookieName,
  sessionCookieOf,
  signedIn,
  viewOf,
} from './scene.ts'

it('gives a new id to whoever signs in with a planted one, which stays worthless [SC-08]', async () => {
  const scene = await openScene()
  const victim = createBrowser()
  const planted = plant(victim, randomBytes(32).toString('base64url'))

  await signedIn(scene, victim)

  expect(sessionCookieOf(victim)).not.toBe(planted)
  expect(await statusWith(scene, planted)).toBe(401)
})

it('never turns the session of the attacker into that of the victim [SC-08]', async () => {
  const scene = await openScene({ person: { sub: 'mallory' } })
  const attacker = await signedIn(scene)
  const victim = createBrowser()
  const planted = plant(victim, sessionCookieOf(attacker)!)
  scene.liar.lie({ person: { sub: 'ada' } })

  await signedIn(scene, victim)

  expect(sessionCookieOf(victim)).not.toBe(planted)
  expect(await viewOf(scene, attacker)).not.toMatchObject({ user: { sub: 'ada' } })
})

it('treats an id it never gave as none, and does not repeat it [SC-09]', async () => {
  const { origin } = await openScene()
  const browser = createBrowser()
  const planted = plant(browser, randomBytes(32).toString('base64url'))

  const answer = await browser.fetch(`${origin}/auth/session`)

  expect(await answer.json()).toEqual({ status: 'signed-out' })
  expect(JSON.stringify([...answer.headers])).not.toContain(planted)
})

it.each([
  ['the query', `?sid={id}&${sessionCookieName}={id}`, 'x-nothing'],
  ['a header of another name', '', 'x-session-id'],
  ['Authorization', '', 'authorization'],
])('does not take a living id from %s [SC-09]', async (_where, query, name) => {
  const scene = await openScene()
  const id = sessionCookieOf(await signedIn(scene))!

  const url = `${scene.origin}/api/notes${query.replaceAll('{id}', id)}`
  const answer = await createBrowser().fetch(url, { headers: { [name]: id } })

  expect(answer.status).toBe(401)
  expect(scene.api.seen).toEqual([])
})

it('changes the id when the same person signs in again, and the old one is dead at once [SC-08, SC-13]', async () => {
  const scene = await openScene()
  const browser = await signedIn(scene)
  const before = sessionCookieOf(browser)!
  expect(await statusWith(scene, before)).toBe(200)

  await signedIn(scene, browser)

  expect(sessionCookieOf(browser)).not.toBe(before)
  expect(await statusWith(scene, before)).toBe(401)
})

function plant(browser: Browser, value: string): string {
  const rules = { host: 'localhost', path: '/', httpOnly: true, secure: false } as const
  browser.jar.plant({ name: sessionCookieName, value, sameSite: 'none', ...rules })
  return value
}

async function statusWith({ origin }: Scene, id: string): Promise<number> {
  return (await askWith(`${sessionCookieName}=${id}`, `${origin}/api/notes`)).status
}
