/**
 * Whoever is refused at one instance goes to the next: on Redis there is one limit, however many instances there
 * are. And when Redis is away, the limiter neither closes the door on everybody nor stands wide open: each
 * instance counts for itself until Redis is back.
 */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { type OpenBff, openBff } from '../open-bff.ts'
import { isRedisInstalled, openRedis, type RedisServer } from '../redis-server.ts'
import { askWith, cookieHeaderOf, openScene, type Scene, signedIn } from './scene.ts'

const address = '203.0.113.7'
const isHere = isRedisInstalled()

describe.skipIf(!isHere)('two instances on Redis', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await openRedis()
  })
  beforeEach(() => void redis.command('flushall'))
  afterAll(() => redis.close())

  async function openTwo(): Promise<[Scene, OpenBff]> {
    const env = {
      STORE_URL: redis.url,
      TRUSTED_PROXIES: '127.0.0.0/8',
      SESSION_KEYS: randomBytes(32).toString('base64url'),
      RATE_LIMIT_SIGN_IN: 'address:5/3600',
      RATE_LIMIT_ORDINARY: 'session:10/3600',
    }
    const scene = await openScene({}, { env })
    const second = await openBff({ env: scene.env })
    onTestFinished(() => second.close())
    return [scene, second]
  }

  /** @returns where each led: on, or to a problem of ours */
  async function beginOften(origins: string[], times: number): Promise<string[]> {
    const landings: string[] = []
    for (let time = 0; time < times; time++) {
      const origin = origins[time % origins.length]!
      const options = { headers: { 'x-forwarded-for': address }, stopBefore: () => true }
      const { headers } = await createBrowser().visit(`${origin}/auth/login`, options)
      const location = new URL(headers.get('location') ?? '', origin)
      landings.push(location.origin === origin ? landingOf(location.href) : 'on')
    }
    return landings
  }

  it('have one limit on sign-ins between them [PX-27, CD-09]', async () => {
    const [{ origin }, second] = await openTwo()
    const landings = await beginOften([origin, second.origin], 10)
    expect(landings).toEqual([
      ...Array(5).fill('on'),
      ...Array(5).fill('/problem?code=too-many-calls'),
    ])
  })

  it('have one limit on calls between them [PX-27, CD-09]', async () => {
    const [scene, second] = await openTwo()
    const cookie = cookieHeaderOf(await signedIn(scene))
    const statuses = []
    for (let time = 0; time < 20; time++) {
      const { origin } = time % 2 === 0 ? scene : second
      statuses.push((await askWith(cookie, `${origin}/api/notes`)).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(scene.api.seen).toHaveLength(10)
  })

  it('keep the count no longer than its window, under a name that tells nobody', async () => {
    const [{ origin }] = await openTwo()
    await beginOften([origin], 1)
    const keys = redis.command('keys', 'claimcheck:rate:*').split('\n')
    expect(keys).toEqual([expect.stringMatching(/^claimcheck:rate:sign-in:address:[\w-]{16}$/)])
    const ttl = Number(redis.command('ttl', keys[0]!))
    expect(ttl).toBeGreaterThan(0)
    expect(ttl).toBeLessThanOrEqual(3600)
  })

  it('keep nobody waiting for one that hangs', async () => {
    const [{ origin }] = await openTwo()
    await beginOften([origin], 1)
    onTestFinished(() => redis.resume())
    redis.pause()
    expect(await beginOften([origin], 1)).toEqual(['on'])
  })

  it('count on, each for itself, while it is away, and together again when it is back', async () => {
    const [{ origin, bff }, second] = await openTwo()
    await redis.kill()
    const away = [...Array(5).fill('on'), ...Array(2).fill('/problem?code=too-many-calls')]
    expect(await beginOften([origin], 7)).toEqual(away)
    expect(await beginOften([second.origin], 7)).toEqual(away)

    await redis.restart()
    await comeBack(bff)
    await comeBack(second)
    expect(redis.command('keys', 'claimcheck:rate:*')).not.toBe('')
    const landings = await beginOften([origin, second.origin], 6)
    expect(landings.filter((on) => on === 'on').length).toBeLessThanOrEqual(3)
  })

  /** A window later who was refused is asked for again, and by then it has reconnected by itself. */
  async function comeBack({ origin, clock }: OpenBff): Promise<void> {
    do clock.advance(3_601_000)
    while ((await beginOften([origin], 1))[0] !== 'on')
  }
})
