/**
 * `node bff/test/former-release/keep-records.ts`, at each release: writes records.json, what this build leaves in a
 * store when somebody has signed in and somebody else has left again. The next release is held to it
 * (former-release.test.ts). The keys in it are of nobody's but this file's.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from 'shared/paths'
import { freePort } from '../../dev/loopback-server.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { startMain } from '../chaos/main-process.ts'
import { envOf } from '../chaos/storm-scene.ts'
import { openLiar } from '../conformance/liar.ts'
import type { FormerRelease } from './former-release.ts'

const folder = mkdtempSync(join(tmpdir(), 'claimcheck-former-'))
const file = join(folder, 'store.db')
const liar = await openLiar({ idTokenAlg: 'ES256' })
const port = await freePort(0)
const origin = `http://localhost:${port}`
const keys = randomBytes(32).toString('base64url')
const main = await startMain(
  {
    ...envOf(`sqlite:${file}`, origin, liar.issuer, 'http://127.0.0.1:9/notes'),
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    SESSION_KEYS: keys,
  },
  port,
)
const [inside, outside] = [createBrowser(), createBrowser()]
await signIn(inside)
await signIn(outside)
const cookies = { inside: cookieOf(inside), outside: cookieOf(outside) }
await outside.fetch(origin + paths.logout, { method: 'POST' })
await main.end('SIGTERM')
await liar.close()

const kept = {
  atMs: Date.now(),
  env: {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    SESSION_KEYS: keys,
  },
  cookies,
  ...storeIn(file),
} satisfies FormerRelease
writeFileSync(new URL('records.json', import.meta.url), `${JSON.stringify(kept, null, 2)}\n`)
rmSync(folder, { recursive: true })

async function signIn(browser: Browser): Promise<void> {
  const stopBefore = (url: string) => url === `${origin}/`
  await browser.visit(origin + paths.login, { from: `${origin}/`, stopBefore })
}

function cookieOf(browser: Browser): string {
  const cookie = browser.jar.all('localhost').find(({ name }) => name === 'claimcheck-dev')
  if (cookie === undefined) throw new Error('Nobody signed in.')
  return cookie.value
}

function storeIn(path: string): Pick<FormerRelease, 'schema' | 'tables' | 'rows'> {
  const db = new DatabaseSync(path, { readOnly: true })
  const all = (query: string) => db.prepare(query).all()
  const tables = all(
    `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
  )
  const { schema } = db.prepare('SELECT user_version AS schema FROM pragma_user_version').get()!
  const rowsOf = (table: string) => all(`SELECT * FROM ${table}`).map(portable)
  const rows = Object.fromEntries(['records', 'tombstones', 'marks'].map((t) => [t, rowsOf(t)]))
  db.close()
  return { schema: Number(schema), tables: tables.map(({ sql }) => String(sql)), rows }
}

/** Octets as base64url. */
function portable(row: Record<string, unknown>): Record<string, string | number> {
  const cells = Object.entries(row).map(([name, cell]) => [
    name,
    cell instanceof Uint8Array ? Buffer.from(cell).toString('base64url') : cell,
  ])
  return Object.fromEntries(cells) as Record<string, string | number>
}
