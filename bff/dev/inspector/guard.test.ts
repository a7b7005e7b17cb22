import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/read-config.ts'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import { type InspectedHouse, openInspectedHouse } from './inspected-house.fixture.ts'
import { createInspectedApp } from './inspected.ts'

let house: InspectedHouse
beforeAll(async () => {
  house = await openInspectedHouse()
})
afterAll(() => house.close())

/** By hand: a browser would not say what an attacker's page makes it say. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; location: string | undefined; cookie: string }> {
  return new Promise((resolve, reject) => {
    const { host, port } = new URL(house.origin)
    const all = { host, ...headers }
    const asked = request({ host: '127.0.0.1', port, path, method, headers: all }, (answer) => {
      const { location, 'set-cookie': cookies = [] } = answer.headers
      resolve({ status: answer.statusCode ?? 0, location, cookie: cookies.join() })
      answer.destroy()
    })
    asked.on('error', reject).end()
  })
}

describe('the inspector’s doors', () => {
  const paths = ['/__dev/feed', '/__dev/session', '/__dev/faults', '/__dev/anything']

  it.each(paths)('let nobody see %s without the key', async (path) => {
    expect((await ask(path)).status).toBe(403)
    expect((await ask(path, { 'x-inspector-key': 'guessed' })).status).toBe(403)
    expect((await ask(path, { cookie: 'claimcheck-dev-inspector=guessed' })).status).toBe(403)
  })

  it('open with the key, by header or by cookie', async () => {
    expect((await ask('/__dev/faults', { 'x-inspector-key': house.key })).status).toBe(200)
    const cookie = `claimcheck-dev-inspector=${house.key}`
    expect((await ask('/__dev/faults', { cookie })).status).toBe(200)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'http://localhost:1' }],
    ['another name of this machine', { host: 'rebound.example' }],
  ])('stay closed to %s, key or not', async (_who, headers) => {
    const withKey = { 'x-inspector-key': house.key, ...headers }
    expect((await ask('/__dev/faults', withKey)).status).toBe(403)
  })

  it('turn no switch without X-CSRF', async () => {
    const { origin, key } = house
    const withKey = { 'x-inspector-key': key, origin }
    expect((await ask('/__dev/faults', withKey, 'POST')).status).toBe(403)
    expect((await ask('/__dev/faults', { ...withKey, 'x-csrf': '1' }, 'POST')).status).toBe(400)
  })

  it('take the key out of the address and into a cookie that no script can read', async () => {
    const { status, location, cookie } = await ask(`/__dev/open?key=${house.key}`)
    expect([status, location]).toEqual([303, '/__dev'])
    expect(cookie).toMatch(/^claimcheck-dev-inspector=.+; Path=\/__dev; HttpOnly; SameSite=Strict$/)
    expect((await ask('/__dev/open?key=guessed')).status).toBe(403)
    expect((await ask('/__dev/open')).status).toBe(403)
  })
})

describe('a BFF under observation', () => {
  it('is not made in production, nor for an address that others can reach', () => {
    const { env } = house.world
    const clock = { now: () => 0 }
    const config = readConfig(env, ['notes'])
    const storage = createMemoryStorage(clock)
    const ports = { clock, storage } as unknown as Parameters<typeof createInspectedApp>[1]
    const options = {
      key: '',
      web: { directory: '', html: () => undefined },
      env: {},
      storageBeside: storage,
    }
    const make = (change: object) => () =>
      createInspectedApp({ ...config, ...change }, ports, options)
    expect(make({ host: '0.0.0.0' })).toThrow('loopback only')
    expect(make({ production: true })).toThrow('NODE_ENV=production')
    expect(make({ appOrigin: 'https://app.example.com' })).toThrow('loopback only')
  })
})
