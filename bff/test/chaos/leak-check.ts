/**
 * Does the BFF keep anything of people who have gone? One instance, people who sign in and out again, and its
 * heap after a forced collection: it must not rise. As many come and go before it is measured, since some
 * memories are bounded by number (ten thousand at most, as `endedLately` in session/open-streams.ts) and must be
 * full. One measurement is good to some percent only; so the last three are compared with the first three.
 */
import { freePort } from '../../dev/loopback-server.ts'
import { openCountingApi } from './counting-api.ts'
import { startInstance } from './instances.ts'
import { leaveAgain } from './person.ts'
import { envOf } from './storm-scene.ts'
import { openStrictServer } from './strict-server.ts'

export interface LeakReport {
  /** Before the cycles that are measured, and after each tenth of them. */
  heapBytes: number[]
  /** How far the last three are above the first three, in percent. */
  growthPercent: number
}

const parallel = 8

export async function runLeakCheck(storeUrl: string, cycles: number): Promise<LeakReport> {
  const server = await openStrictServer()
  const api = await openCountingApi(server.books)
  const port = await freePort(0)
  const origin = `http://localhost:${port}`
  const instance = await startInstance(envOf(storeUrl, origin, server.issuer, api.url), port, 0)
  const heapBytes: number[] = []
  try {
    await comeAndGo(origin, cycles)
    heapBytes.push(await instance.heapBytes())
    while (heapBytes.length <= 10) {
      await comeAndGo(origin, cycles / 10)
      heapBytes.push(await instance.heapBytes())
    }
  } finally {
    await instance.kill()
    await Promise.all([server.close(), api.close()])
  }
  const growth = sum(heapBytes.slice(-3)) / sum(heapBytes.slice(0, 3)) - 1
  return { heapBytes, growthPercent: growth * 100 }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

async function comeAndGo(origin: string, times: number): Promise<void> {
  let left = times
  const one = async () => {
    while (left-- > 0) await leaveAgain(origin)
  }
  await Promise.all(Array.from({ length: parallel }, one))
}
