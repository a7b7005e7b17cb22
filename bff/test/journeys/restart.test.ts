/** A deploy, a crash, a changed key: none of them signs anybody out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openBff } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

async function twoLives(secondKeys: (first: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-test-'))
  const env = { STORE_URL: `sqlite:${join(folder, 'store.db')}` }
  const { world, bff: first } = await openHouse({ env })
  const browser = createBrowser()
  await signIn(browser, first.origin, 'alice')
  await first.close()

  const second = await openBff({
    env: { ...world.env, ...env, SESSION_KEYS: secondKeys(world.env.SESSION_KEYS!) },
  })
  onTestFinished(async () => {
    await second.close()
    rmSync(folder, { recursive: true })
  })
  return {
    view: async () => (await browser.fetch(`${second.origin}/auth/session`)).json(),
    notes: () => browser.fetch(`${second.origin}/api/notes`),
  }
}

const newKey = () => randomBytes(32).toString('base64url')

it('keeps everybody signed in over a restart', async () => {
  const { view, notes } = await twoLives((keys) => keys)
  expect(await view()).toMatchObject({ status: 'signed-in', user: { name: 'Alice Andersson' } })
  expect((await notes()).status).toBe(200)
})

it('keeps everybody signed in when a new key goes in front [SC-18]', async () => {
  const { view, notes } = await twoLives((keys) => `${newKey()},${keys}`)
  expect(await view()).toMatchObject({ status: 'signed-in' })
  expect((await notes()).status).toBe(200)
})

it('ends sessions cleanly when their key is gone [TS-03, SC-18]', async () => {
  const { view, notes } = await twoLives(newKey)
  expect(await view()).toEqual({ status: 'signed-out' })
  const refused = await notes()
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended' })
})
