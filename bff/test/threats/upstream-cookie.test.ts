/**
 * A cookie from behind: an API that was broken into, or merely careless, sets a cookie on our origin – ours
 * above all, which would swap the person's session for another (derived from ASVS 7.2.1).
 */
import { expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { openScene, sessionCookieName, sessionCookieOf, signedIn, viewOf } from './scene.ts'

const evil = [
  `${sessionCookieName}=evil; Path=/`,
  `${sessionCookieName}-tx-evil=evil; Path=/`,
  '__Host-Http-claimcheck=evil; Path=/; Secure; HttpOnly',
  'theme=dark; Path=/',
]

it('drops every cookie of an API, and the browser keeps its own [PX-21]', async () => {
  const scene = await openScene()
  scene.api.answer = (_req, res) => void res.setHeader('set-cookie', evil).end('{}')
  const browser = await signedIn(scene)
  const own = sessionCookieOf(browser)

  const answer = await browser.fetch(`${scene.origin}/api/notes`)

  expect(answer.headers.getSetCookie()).toEqual([])
  expect(sessionCookieOf(browser)).toBe(own)
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
})

it('lets a cookie pass that the table names, and none beside it [PX-21]', async () => {
  const table = { notes: { ...resourceTable.notes, setCookies: ['theme'] } }
  const scene = await openScene({}, { table })
  scene.api.answer = (_req, res) => void res.setHeader('set-cookie', evil).end('{}')
  const browser = await signedIn(scene)

  const answer = await browser.fetch(`${scene.origin}/api/notes`)

  expect(answer.headers.getSetCookie()).toEqual(['theme=dark; Path=/'])
})

it.each(['claimcheck-dev', '__Host-Http-claimcheck', 'CLAIMCHECK-dev-tx-1'])(
  'does not start with a table that lets an API set %s [PX-21]',
  async (name) => {
    const table = { notes: { ...resourceTable.notes, setCookies: [name] } }
    const says = `setCookies may not set the cookie, which is ours: "${name}"`
    await expect(openScene({}, { table })).rejects.toThrow(says)
  },
)
