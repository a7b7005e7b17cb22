/**
 * The BFF as a process of its own, which Node starts anew when one of its files changes. Only that process
 * is new then: the world, Vite and the sessions in the store file stay.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { answers } from '../answers.ts'

export interface BffProcess {
  /** Resolves when the port answers; rejects when the BFF has ended before that. */
  listening(port: number): Promise<void>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../bff.ts', import.meta.url))

export function startBff(env: Record<string, string | undefined>): BffProcess {
  // Killed and not asked to end: one open event stream would hold the old BFF for ten seconds.
  const watch = ['--watch', '--watch-preserve-output', '--watch-kill-signal=SIGKILL']
  const child = spawn(process.execPath, [...watch, main], { env, stdio: 'inherit' })
  const ended = once(child, 'exit')
  // However this command ends, by a bug of ours too: the BFF does not stay behind.
  process.once('exit', () => child.kill())
  return {
    async listening(port) {
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error('The BFF did not start.')
        await wait(25)
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await ended
      }
    },
  }
}
