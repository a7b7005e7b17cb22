/** The parent's side of servers/watched-app.ts. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Held } from './servers/watched-app.ts'

export interface Watched {
  pid: number
  held(): Promise<Held>
  /** What it wrote that no healthy process writes: warnings, stack traces. */
  complaints(): string
  /** How it left by itself; undefined while it lives. */
  left(): string | undefined
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('servers/watched-app.ts', import.meta.url))

export async function startWatched(env: Record<string, string>): Promise<Watched> {
  const child = fork(program, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    // Code that is thrown away for a while and compiled again would look like a leak.
    execArgv: ['--expose-gc', '--no-flush-bytecode'],
    // What it logs is of no interest here, but it does log, as in production.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  let left: string | undefined
  child.stderr?.on('data', (text: Buffer) => (complaints += text))
  child.once('exit', (code, signal) => (left = `${code ?? signal}`))
  await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (left !== undefined) throw new Error(`The app did not start: ${complaints}`)
  return {
    pid: child.pid!,
    async held() {
      child.send('look')
      const [held] = await once(child, 'message')
      return held as Held
    },
    complaints: () => complaints,
    left: () => left,
    async stop() {
      if (left !== undefined) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
