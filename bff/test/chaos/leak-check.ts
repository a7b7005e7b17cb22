/**
 * Does the BFF keep anything of people who have gone? One instance, people who sign in and out again, and its
 * heap after a forced collection: from a fifth of the way on it must not rise. It may fall, when the engine
 * throws away compiled code; so what counts is how far the end is above the lowest point.
 */
import { freePort } from '../../dev/loopback-server.ts'
import { openCountingApi } from './counting-api.ts'
import { startInstance } from './instances.ts'
import { leaveAgain } from './person.ts'
import { envOf } from './storm-scene.ts'
import { openStrictServer } from './strict-server.ts'

export interface LeakReport {
  /** After each tenth of the cycles. */
  heapBytes: number[]
  /** How far the last is above the lowest, from the second on, in percent. */
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
    for (let tenth = 1; tenth <= 10; tenth += 1) {
      await Promise.all(
        Array.from({ length: parallel }, async () => {
          for (let cycle = 0; cycle < cycles / 10 / parallel; cycle += 1) await leaveAgain(origin)
        }),
      )
      heapBytes.push(await instance.heapBytes())
    }
  } finally {
    await instance.kill()
    await Promise.all([server.close(), api.close()])
  }
  const lowest = Math.min(...heapBytes.slice(1))
  return { heapBytes, growthPercent: (heapBytes.at(-1)! / lowest - 1) * 100 }
}
