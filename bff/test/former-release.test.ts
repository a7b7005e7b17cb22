/**
 * Two releases on one store: what the one before this wrote is read by this one, and what this one writes is read
 * by the one before, so that a release can be rolled out instance by instance and taken back the same way. A
 * red test here is no reason to write records.json anew: first, people lose their sessions.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { signOutPerson } from './chaos/person.ts'
import {
  formerKeys,
  formerRelease,
  idOf,
  octets,
  openAsFormer,
  writeFormerFile,
} from './former-release/former-release.ts'
import { createMovableClock, openBff } from './open-bff.ts'
import { isRedisInstalled, openRedis, type RedisServer } from './redis-server.ts'
import { askWith, openScene, openWatchedApi, sessionCookieOf, signedIn } from './threats/scene.ts'

const { cookies, env: formerEnv } = formerRelease
const stores = isRedisInstalled() ? ['SQLite', 'Redis'] : ['SQLite']

describe.each(stores)('what the former release left in %s', (store) => {
  it('is read by this one: who was in is in, who was out stays out [CD-09]', async () => {
    const { origin, clock, api, asked } = await openOnFormer(store)
    const [inside, outside] = [cookies.inside, cookies.outside].map((v) => `claimcheck-dev=${v}`)

    const view = await (await askWith(inside!, `${origin}/auth/session`)).json()
    expect(view).toMatchObject({ status: 'signed-in', user: former('session').user })
    expect((await askWith(inside!, `${origin}/api/notes`)).status).toBe(200)
    const { access, refreshToken } = former('tokens')
    expect(api.seen.at(-1)?.headers.authorization).toBe(`Bearer ${access['']?.token}`)
    expect((await askWith(outside!, `${origin}/api/notes`)).status).toBe(401)

    clock.advance(15 * 60_000)
    expect((await askWith(inside!, `${origin}/api/notes`)).status).toBe(200)
    expect(asked.map((form) => form.get('refresh_token'))).toEqual([refreshToken])
    expect(api.seen.at(-1)?.headers.authorization).toBe('Bearer renewed')

    expect(await signOutPerson(origin, { sub: '', cookie: inside! })).toBe(true)
    expect((await askWith(inside!, `${origin}/api/notes`)).status).toBe(401)
  })
})

describe('what this release writes', () => {
  it('is opened by the former one, with every field that it knows [CD-09]', async () => {
    const file = temporaryFile()
    const { id, keys } = await signInOn(`sqlite:${file}`)
    const db = new DatabaseSync(file, { readOnly: true })
    onTestFinished(() => db.close())
    const sealed = db.prepare('SELECT value FROM records WHERE id = ? AND kind = ?')
    for (const kind of ['session', 'tokens'] as const) {
      const { value } = sealed.get(id, kind) as { value: Uint8Array }
      const shape = shapeOf(openAsFormer(id, kind, value, keys))
      expect(shape).toEqual(expect.arrayContaining(shapeOf(former(kind))))
    }
    const { user_version: schema } = db.prepare('PRAGMA user_version').get()!
    expect(schema).toBeLessThanOrEqual(formerRelease.schema) // a later one it would not open
  })

  it.runIf(isRedisInstalled())('lies in Redis where the former one looks [CD-09]', async () => {
    const redis = await openRedis()
    onTestFinished(() => redis.close())
    const { id, signOut } = await signInOn(redis.url)
    const place = (part: string) => `claimcheck:{id:${id}}:${part}`
    const head = redis.command('getrange', place('session'), '0', '30')
    expect(head).toMatch(/^1 \d{13} \["sub:/)
    expect(redis.command('getrange', place('tokens'), '0', '30')).toMatch(/^1 \d{13} \[\]/)
    await signOut()
    expect(redis.command('exists', place('session'), place('tokens'))).toBe('0')
    expect(Number(redis.command('get', place('grave')))).toBeGreaterThan(Date.now())
  })
})

async function openOnFormer(store: string) {
  const { api, close } = await openWatchedApi()
  onTestFinished(close)
  const clock = createMovableClock()
  clock.advance(formerRelease.atMs - clock.now() + 1000)
  const asked: URLSearchParams[] = []
  const bff = await openBff({
    clock,
    fetch: (input, init) => Promise.resolve(authorizationServer(input as string, init, asked)),
    env: {
      ...formerEnv,
      OIDC_ID_TOKEN_ALG: 'ES256',
      RESOURCE_NOTES_URL: api.url,
      STORE_URL: store === 'Redis' ? await formerRedis() : formerFile(),
    },
  })
  onTestFinished(() => bff.close())
  return { ...bff, api, asked }
}

function formerFile(): string {
  const file = temporaryFile()
  writeFormerFile(file)
  return `sqlite:${file}`
}

async function formerRedis(): Promise<string> {
  const redis: RedisServer = await openRedis()
  onTestFinished(() => redis.close())
  for (const [key, input] of formerKeys()) {
    spawnSync('redis-cli', ['-p', `${redis.port}`, '-x', 'set', key], { input })
  }
  return redis.url
}

/** No more of one than a refresh asks for. */
function authorizationServer(url: string, init: RequestInit | undefined, asked: URLSearchParams[]) {
  const issuer = formerEnv.OIDC_ISSUER
  if (url.includes('/.well-known/')) {
    const endpoints = ['authorization', 'token'].map((each) => [
      `${each}_endpoint`,
      `${issuer}/${each}`,
    ])
    return Response.json({ issuer, jwks_uri: `${issuer}/jwks`, ...Object.fromEntries(endpoints) })
  }
  if (!url.endsWith('/token')) return new Response('', { status: 404 })
  asked.push(new URLSearchParams(init?.body as string))
  return Response.json({ access_token: 'renewed', token_type: 'Bearer', expires_in: 3600 })
}

async function signInOn(storeUrl: string) {
  const scene = await openScene({}, { env: { STORE_URL: storeUrl } })
  const browser = await signedIn(scene)
  return {
    id: idOf(sessionCookieOf(browser)!),
    keys: scene.env['SESSION_KEYS']!,
    signOut: () => browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' }),
  }
}

interface FormerRecords {
  session: { user: object }
  tokens: { access: Record<string, { token: string }>; refreshToken: string }
}

function former<K extends keyof FormerRecords>(kind: K): FormerRecords[K] {
  const id = idOf(cookies.inside)
  const rows = formerRelease.rows['records'] ?? []
  const row = rows.find((each) => each['id'] === id && each['kind'] === kind)
  return openAsFormer(id, kind, octets(row!), formerEnv.SESSION_KEYS) as FormerRecords[K]
}

/** `user.name: string`, sorted: what there is and of which kind, and not what it says. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`]
  return Object.entries(value).flatMap(([name, part]) => shapeOf(part, `${path}.${name}`))
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-releases-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'store.db')
}
