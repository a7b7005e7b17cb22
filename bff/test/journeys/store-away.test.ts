/** The store fails: access closes, nobody is signed out, and the page still opens. */
import { expect, it } from 'vitest'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createBrowser } from '../browser.ts'
import { createMovableClock } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

async function aliceWithAFailingStore() {
  const clock = createMovableClock()
  const storage = openStorage('memory:', clock)
  const disk = { broken: false }
  const read: typeof storage.read = (id) =>
    disk.broken ? Promise.reject(new Error('disk I/O error')) : storage.read(id)
  const house = await openHouse({ clock, storage: { ...storage, read } })
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  disk.broken = true
  return { ...house, browser, disk }
}

it('closes access with 503 while the store is down, and opens it again [SC-23, EL-02]', async () => {
  const { bff, origin, browser, disk } = await aliceWithAFailingStore()
  for (const path of ['/api/notes', '/auth/session']) {
    const refused = await browser.fetch(origin + path)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(refused.headers.getSetCookie()).toEqual([])
    expect(await refused.json()).toMatchObject({ code: 'store-unreachable' })
  }
  expect(bff.logged('storage.failed')).toHaveLength(2)
  disk.broken = false
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(200)
})

it('opens the page without a word on who is there', async () => {
  const { origin, browser } = await aliceWithAFailingStore()
  const page = await browser.visit(`${origin}/notes`)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('claimcheck-session')
})
