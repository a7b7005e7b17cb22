/**
 * main.ts in a process of its own, with workers, between the usual authorization server and an API of the
 * test's: as it is deployed, but for `http` on loopback.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openLoopbackServer } from '../dev/loopback-server.ts'
import { openWorld } from '../dev/world.ts'
import type { Browser } from './browser.ts'

export interface WorkerHouse {
  origin: string
  /** The one that looks after the workers. */
  main: ChildProcess
  /** Process ids of the workers that live. */
  workers(): number[]
  /** Every log line so far, read back; one that is cut or mixed with another throws. */
  log(): Record<string, unknown>[]
  logged(event: string, times?: number): Promise<void>
  close(): Promise<void>
}

export async function openWorkerHouse(
  api: RequestListener,
  env: Record<string, string> = {},
): Promise<WorkerHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-workers-'))
  const world = await openWorld()
  const apiServer = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  apiServer.answer(api)
  const main = spawn(process.execPath, ['bff/src/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      ...world.env,
      STORE_URL: `sqlite:${join(folder, 'store.db')}`,
      RESOURCE_NOTES_URL: `${apiServer.origin}/notes`,
      WEB_CONCURRENCY: '2',
      ...env,
    },
  })
  let said = ''
  main.stdout.on('data', (chunk: Buffer) => (said += chunk))
  main.stderr.pipe(process.stderr)
  const log = () => {
    const whole = said.slice(0, said.lastIndexOf('\n'))
    return whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }
  const logged = async (event: string, times = 1) => {
    while (log().filter((line) => line.event === event).length < times) {
      if (main.exitCode !== null) throw new Error(`It left with ${main.exitCode}: ${said}`)
      await wait(20)
    }
  }
  await logged('app.started', 2)

  return {
    origin: world.appOrigin,
    main,
    workers: () =>
      execFileSync('pgrep', ['-P', String(main.pid)], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map(Number),
    log,
    logged,
    async close() {
      if (main.exitCode === null && main.signalCode === null) {
        main.kill('SIGKILL')
        await once(main, 'exit')
      }
      await Promise.all([world.close(), apiServer.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Asked {
  status: number
  /** The first half of the ref: another for each process. */
  worker: string
}

/** So often, each time on a new connection: they go to the workers in turn. */
export async function askOften(browser: Browser, url: string, times: number): Promise<Asked[]> {
  const answers = []
  for (let time = 0; time < times; time += 1) answers.push(await browser.fetch(url))
  return answers.map(({ status, headers }) => ({
    status,
    worker: headers.get('claimcheck-ref')?.split('-')[0] ?? '',
  }))
}

export function workersOf(asked: readonly Asked[]): Set<string> {
  return new Set(asked.map(({ worker }) => worker))
}
