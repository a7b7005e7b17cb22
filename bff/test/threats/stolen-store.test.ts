/**
 * Stolen store (RFC 6749 §10.4, ASVS 14.2.4): somebody walks away with the database file, or a backup of it.
 * Without SESSION_KEYS it is noise, and what names a session in it does not open one.
 */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { digest } from '../../src/storage/digest.ts'
import { openBff } from '../open-bff.ts'
import { askWith, openScene, sessionCookieName, sessionCookieOf, signedIn } from './scene.ts'

async function openSceneOnDisk() {
  const directory = await mkdtemp(join(tmpdir(), 'claimcheck-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const env = { STORE_URL: `sqlite:${join(directory, 'store.db')}` }
  const scene = await openScene({}, { env })
  return { ...scene, directory, cookie: sessionCookieOf(await signedIn(scene))! }
}

it('holds no token, no cookie and no name of anybody in clear [TS-03]', async () => {
  const { directory, liar, cookie } = await openSceneOnDisk()
  const files = await readdir(directory)
  const bytes = await Promise.all(files.map((file) => readFile(join(directory, file), 'latin1')))
  const dump = bytes.join('')

  expect(dump).toContain(digest(cookie)) // the session is in there, under the hash of its id
  const secrets = [...liar.issued, cookie, 'liar-marked-', 'Ada Lovelace', 'ada@example.test']
  expect(secrets.filter((secret) => dump.includes(secret))).toEqual([])
})

it('does not open for the hash it knows a session by', async () => {
  const { origin, cookie } = await openSceneOnDisk()
  expect(
    (await askWith(`${sessionCookieName}=${digest(cookie)}`, `${origin}/api/notes`)).status,
  ).toBe(401)
})

it('ends the session cleanly when it is read with another key [TS-03]', async () => {
  const { env, cookie, api } = await openSceneOnDisk()
  const otherKey = { ...env, SESSION_KEYS: randomBytes(32).toString('base64url') }
  const elsewhere = await openBff({ env: otherKey })
  onTestFinished(() => elsewhere.close())

  const view = await askWith(`${sessionCookieName}=${cookie}`, `${elsewhere.origin}/auth/session`)
  expect([view.status, await view.json()]).toEqual([200, { status: 'signed-out' }])
  expect(
    (await askWith(`${sessionCookieName}=${cookie}`, `${elsewhere.origin}/api/notes`)).status,
  ).toBe(401)
  expect(api.seen).toEqual([])
  expect(elsewhere.logged('request.failed')).toEqual([])
})
