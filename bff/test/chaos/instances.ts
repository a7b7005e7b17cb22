/** The parent's side of instance.ts: real processes, so that SIGKILL is the real thing. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order } from './instance.ts'

export interface Instance {
  port: number
  /** Moves its clock: so far ahead of the system's. */
  setClock(aheadMs: number): Promise<void>
  /** After a forced collection. */
  heapBytes(): Promise<number>
  kill(): Promise<void>
}

const file = fileURLToPath(new URL('instance.ts', import.meta.url))

export async function startInstance(
  env: Record<string, string>,
  port: number,
  aheadMs: number,
): Promise<Instance> {
  const child = fork(file, [String(aheadMs)], {
    env: { ...env, PATH: process.env['PATH'], PORT: String(port) },
    // Code that is thrown away for a while and compiled again would look like a leak.
    execArgv: ['--expose-gc', '--no-flush-bytecode'],
    // What it logs is of no interest here, but it does log, as in production.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await saidBy(child)
  const ask = (order: Order) => {
    child.send(order)
    return saidBy(child)
  }
  return {
    port,
    setClock: async (ms) => void (await ask({ aheadMs: ms })),
    heapBytes: async () => Number(await ask('heap')),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function saidBy(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController()
  const leave = (code: number | null) => gone.abort(new Error(`An instance left with ${code}.`))
  child.once('exit', leave)
  try {
    const [message] = await once(child, 'message', { signal: gone.signal })
    return message
  } finally {
    child.off('exit', leave)
  }
}
