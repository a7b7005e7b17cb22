/**
 * Does the BFF keep anything of people who have gone? One instance, one person after the other who signs in
 * and out, and its heap after a forced collection: from a fifth of the way on it must be flat.
 */
import { freePort } from '../../dev/loopback-server.ts'
import { openCountingApi } from './counting-api.ts'
import { startInstance } from './instances.ts'
import { leaveAgain } from './person.ts'
import { envOf } from './storm.ts'
import { openStrictServer } from './strict-server.ts'

export interface LeakReport {
  /** After each tenth of the cycles. */
  heapBytes: number[]
  /** How far the heap of the last tenth is above that of the second, in percent. */
  growthPercent: number
}

const parallel = 8

export async function runLeakCheck(storeUrl: string, cycles: number): Promise<LeakReport> {
  const server = await openStrictServer()
  const api = await openCountingApi(server)
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
  return { heapBytes, growthPercent: (heapBytes.at(-1)! / heapBytes[1]! - 1) * 100 }
}
