/**
 * What every measurement stands on: the API, the load, a folder, a Redis when there is one. And what it
 * gives back: a table.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRedisInstalled, openRedis } from '../test/redis-server.ts'
import { type Load, openLoad } from './load/load.ts'
import type { RoundsOptions } from './rounds.ts'
import { startUpstream } from './systems/others.ts'
import type { Surroundings, System } from './systems/system.ts'

export interface BenchOptions extends RoundsOptions {
  /** Also what takes many minutes and many gigabytes. */
  full: boolean
  quick: boolean
}

export interface Stage extends Surroundings {
  load: Load
  redisUrl: string | undefined
  options: BenchOptions
  /** Stopped when the measurement is over, whatever comes of it. */
  keep<S extends Pick<System, 'stop'>>(started: S): S
  tell(text: string): void
}

export interface Table {
  title: string
  columns: string[]
  rows: (string | number)[][]
  /** What a reader must know to believe it. */
  note?: string
}

export type Measurement = (stage: Stage) => Promise<Table>

export async function openStage(options: BenchOptions, tell: Stage['tell']) {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-bench-'))
  const upstream = await startUpstream()
  const load = openLoad()
  const redis = isRedisInstalled() ? await openRedis() : undefined
  if (redis === undefined) tell('No redis-server on the PATH: nothing is measured on Redis.')
  const started: Pick<System, 'stop'>[] = []
  const stage: Stage = {
    folder,
    upstreamPort: upstream.port,
    load,
    redisUrl: redis?.url,
    options,
    keep(system) {
      started.push(system)
      return system
    },
    tell,
  }
  return {
    stage,
    async clear() {
      await Promise.all(started.splice(0).map((system) => system.stop()))
    },
    async close() {
      await Promise.all(started.splice(0).map((system) => system.stop()))
      load.close()
      await Promise.all([upstream.stop(), redis?.close()])
      rmSync(folder, { recursive: true })
    },
  }
}
