/**
 * `src/main.ts` in a process of its own, as it is deployed, but for `http` on loopback: so that SIGTERM and
 * SIGKILL are the real thing. It dies with its parent.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../dev/loopback-server.ts'
import { saidBy } from '../said-by.ts'

export interface MainProcess {
  port: number
  /** What the management port says. */
  healthOf(path: string): Promise<number>
  /** @returns its exit code, when it has left */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  /** Again on the same ports. Resolves when it listens. */
  start(): Promise<void>
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** @param preload a module that Node loads before it */
export async function startMain(
  env: Record<string, string>,
  port: number,
  preload?: URL,
): Promise<MainProcess> {
  const managementPort = await freePort(0)
  const own = { PORT: String(port), MANAGEMENT_PORT: String(managementPort) }
  const words = [...(preload ? ['--import', preload.href] : []), main]
  let child: ChildProcess
  async function start(): Promise<void> {
    child = spawn(process.execPath, words, { env: { PATH: process.env['PATH'], ...env, ...own } })
    const stop = () => child.kill('SIGKILL')
    process.once('exit', stop)
    child.once('exit', () => process.off('exit', stop))
    await saidBy(child, 'app.started')
  }
  await start()

  return {
    port,
    start,
    async healthOf(path) {
      // A connection of its own: one that is kept would outlive the process that it led to.
      const headers = { connection: 'close' }
      return (await fetch(`http://127.0.0.1:${managementPort}${path}`, { headers })).status
    },
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const exit = once(child, 'exit')
      child.kill(signal)
      const [code] = (await exit) as [number | null]
      return code
    },
  }
}
