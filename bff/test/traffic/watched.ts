/** The parent's side of watched-bff.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Orders, Report } from './watched-bff.ts'

export interface Watched {
  origin: string
  port: number
  report(): Promise<Report>
}

const file = fileURLToPath(new URL('watched-bff.ts', import.meta.url))

export async function openWatched(orders: Orders): Promise<Watched> {
  const child = fork(file, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const origin = String(await asked(child, orders))
  return {
    origin,
    port: Number(new URL(origin).port),
    report: async () => (await asked(child, {})) as Report,
  }
}

async function asked(child: ChildProcess, order: object): Promise<unknown> {
  const left = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`It left with ${code}.`)),
  )
  child.send(order)
  const [answer] = await Promise.race([once(child, 'message'), left])
  return answer
}
