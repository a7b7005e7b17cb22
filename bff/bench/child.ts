/**
 * Children of the bench: each is started, waited for, kept on a processor of its own and stopped. What is
 * measured has the first processor, everything else the last, so that neither takes the other's turn. Where
 * `taskset` is missing they share, and the figures, which count CPU and not time, are a little less steady.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { answers } from '../dev/answers.ts'

export interface Child {
  pid: number
  stop(): Promise<void>
}

export interface ChildOptions {
  env?: Record<string, string>
  /** Waited for until it answers. */
  port: number
  /** `measured` has a processor for itself; `all` may use every one. */
  place?: Place
  /** Where its output goes; a file, as in production, because writing it is part of the cost. */
  output?: string
}

export type Place = 'measured' | 'load' | 'all'

export async function startChild(
  program: string,
  words: string[],
  { env = {}, port, place = 'load', output = '/dev/null' }: ChildOptions,
): Promise<Child> {
  const log = openSync(output, 'a')
  const child = spawn(program, words, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  remember(child)
  const pid = child.pid
  if (pid === undefined) throw new Error(`${program} cannot be started.`)
  pinned(pid, place)
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${program} did not start: see ${output}`)
    await wait(20)
  }
  return { pid, stop: () => stop(child) }
}

/** However the bench ends, nothing of it stays behind. */
const running = new Set<ChildProcess>()

function remember(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', killAll)
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killAll)
  })
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

export function pinned(pid: number, place: Place): void {
  const last = availableParallelism() - 1
  if (place === 'all' || last === 0) return
  spawnSync('taskset', ['-a', '-p', '-c', String(place === 'measured' ? 0 : last), String(pid)])
}

/** Some, such as Apache, need a moment; who needs more than five seconds is not asked again. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const cut = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(cut)
}
