/**
 * Redis is restarted, hung, filled or fails over while people work: they are told to try again, nobody is
 * signed out, and all is well soon after it is back. How soon is printed.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openRedisCluster } from '../redis-cluster.ts'
import { isRedisInstalled, openRedis } from '../redis-server.ts'
import { openScene } from '../threats/scene.ts'
import { type Crowd, gatherCrowd } from './crowd.ts'

const isHere = isRedisInstalled()
if (!isHere) console.warn('\nNO REDIS-SERVER: its weather is skipped. Install redis or valkey.\n')

const size = 20
/** Four times as long as anybody waits for the store. */
const pauseMs = 2_000
const away = '503 store-unreachable'

async function aCrowdOn(storeUrl: string) {
  const env = { STORE_URL: storeUrl, RATE_LIMIT_ORDINARY: 'off' } // all of them are one person
  const scene = await openScene({}, { env })
  const crowd = await gatherCrowd(scene, size)
  await crowd.served()
  return { ...scene, crowd }
}

/** Everybody is served again, and is who they were. */
async function expectOver(what: string, crowd: Crowd, words: string[]): Promise<void> {
  console.log(`${what}: everybody served again after ${await crowd.served()} ms`)
  expect(await crowd.leave()).toBe(size)
  expect(crowd.told()).toEqual(words)
}

describe.skipIf(!isHere)('a crowd on redis', () => {
  it('is served again when redis has been killed and started, with what it kept on disk [SC-23]', async () => {
    const redis = await openRedis(['--appendonly', 'yes', '--appendfsync', 'always'])
    onTestFinished(() => redis.close())
    const { crowd } = await aCrowdOn(redis.url)
    await redis.kill()
    await expect.poll(() => crowd.told()).toContain(away)
    await redis.restart()
    await expectOver('redis restarted', crowd, ['200', away])
  })

  it.each([
    ['SIGSTOP', 'stopped'],
    ['CLIENT PAUSE', 'paused'],
  ])('is served again when redis has not answered for a while: %s [SC-23]', async (_, how) => {
    const redis = await openRedis()
    onTestFinished(() => redis.close())
    const { crowd } = await aCrowdOn(redis.url)
    if (how === 'stopped') redis.pause()
    else redis.command('client', 'pause', `${pauseMs}`)
    await wait(pauseMs)
    redis.resume()
    await expectOver(`redis ${how} for ${pauseMs / 1000} s`, crowd, ['200', away])
  })

  it('goes on with the tokens it has while redis is full, and is told to wait for new ones', async () => {
    const redis = await openRedis()
    onTestFinished(() => redis.close())
    const { bff, crowd } = await aCrowdOn(redis.url)
    redis.command('config', 'set', 'maxmemory', '1')
    await crowd.served()
    await crowd.served()
    expect(crowd.told()).toEqual(['200'])
    bff.clock.advance(301_000) // all tokens run out
    await expect.poll(() => crowd.told()).toContain(away)
    redis.command('config', 'set', 'maxmemory', '0')
    await expectOver('redis full', crowd, ['200', away])
  })

  it('is served again when a replica of the cluster has taken over [SC-23]', async () => {
    const cluster = await openRedisCluster()
    onTestFinished(() => cluster.close())
    const [master, ...others] = cluster.nodes
    const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000']
    const replica = await openRedis(options)
    onTestFinished(() => replica.close())
    replica.command('cluster', 'meet', '127.0.0.1', `${master!.port}`)
    const id = master!.command('cluster', 'myid')
    await expect.poll(() => replica.command('cluster', 'replicate', id)).toBe('OK')
    const isKnown = () => others.every((node) => node.command('cluster', 'nodes').includes('slave'))
    await expect.poll(isKnown, { timeout: 10_000 }).toBe(true)
    await expect
      .poll(() => replica.command('info', 'replication'), { timeout: 10_000 })
      .toContain('master_link_status:up')

    const { crowd } = await aCrowdOn(cluster.url)
    await master!.kill()
    await expect.poll(() => crowd.told(), { timeout: 5_000 }).toContain(away)
    await expectOver('a master of the cluster killed', crowd, ['200', away])
  }, 40_000)
})
