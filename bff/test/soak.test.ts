/**
 * The short form of `pnpm soak`, and the one body that is larger than any memory should be. What only long runs
 * show is the long form's business.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { arrive } from '../bench/soak/errands.ts'
import { runSoak } from '../bench/soak/run-soak.ts'
import { openSoakApi } from '../bench/soak/soak-api.ts'
import { startWatched } from '../bench/watched.ts'
import { openWorld } from '../dev/world.ts'

it('mixed traffic leaves nothing behind [PX-26]', { timeout: 90_000 }, async () => {
  const { faults, done } = await runSoak({ minutes: 0.2, growthPercent: 15, tell: () => {} })
  expect(faults).toEqual([])
  expect(Object.keys(done)).toHaveLength(9)
})

const gigabyte = 1024 ** 3
const chunk = Buffer.alloc(1024 ** 2, 'upload')

it(
  'an upload of a gigabyte passes through a few megabytes [PX-26]',
  { timeout: 90_000 },
  async () => {
    const world = await openWorld()
    onTestFinished(() => world.close())
    const api = await openSoakApi()
    onTestFinished(() => api.close())
    const app = await startWatched({ ...world.env, RESOURCE_NOTES_URL: api.url })
    onTestFinished(() => app.stop())
    const { browser } = await arrive(world.appOrigin)
    const before = peakBytes(app.pid)

    const cookie = browser.jar.headerFor(new URL(world.appOrigin), 'same-site') ?? ''
    const headers = { cookie, 'x-csrf': '1', 'content-length': gigabyte }
    const outbound = request(`${world.appOrigin}/api/notes/upload`, { method: 'POST', headers })
    for (let sent = 0; sent < gigabyte; sent += chunk.length) {
      if (!outbound.write(chunk)) await once(outbound, 'drain')
    }
    outbound.end()
    const [answer] = await once(outbound, 'response')
    expect(await text(answer)).toBe(String(gigabyte))
    expect(peakBytes(app.pid) - before).toBeLessThan(100 * 1024 ** 2)
  },
)

/** The most physical memory it ever had; not told where there is no /proc. */
function peakBytes(pid: number): number {
  if (process.platform !== 'linux') return 0
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
