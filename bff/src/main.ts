/**
 * The process: alone touches `process`. Reads the configuration, opens the ports, listens, and lets go of
 * everything on SIGTERM. `--check` only judges the configuration. With WEB_CONCURRENCY it runs once for each
 * worker, and once more, opening nothing, to look after them.
 */
import cluster from 'node:cluster'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceNames } from './api/resources.ts'
import { createApp } from './app.ts'
import type { Config } from './config/config.ts'
import { ConfigError } from './config/config-error.ts'
import { readConfig } from './config/read-config.ts'
import { createEvents } from './events.ts'
import { createHttpServer } from './http/server.ts'
import { countForWorkers } from './limits/counts.ts'
import { writeEvents } from './observe/observation.ts'
import type { Ports } from './ports.ts'
import { createLogWriter, openPorts, pause, systemClock as clock } from './process-ports.ts'
import { openWebRoot } from './spa/web-root.ts'
import { type Storage, sweepBatch } from './storage/storage.ts'
import { createSiblings, createWorkers } from './workers.ts'

const sweepEveryMs = 60_000
// Event streams beat as often: proxies and browsers give up on silence after half a minute or more.
const tickEveryMs = 15_000
const drainMs = 10_000
// More than anything of a worker's own takes after that.
const killAfterMs = 5_000

const config = configOrExit()
if (process.argv.includes('--check')) {
  console.log('The configuration is complete and consistent.')
} else if (config.workers > 1 && cluster.isPrimary) {
  supervise(config)
} else {
  serve(config)
}

function configOrExit(): Config {
  try {
    return readConfig(process.env, resourceNames)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

function supervise({ logLevel, workers: count, noticeMs }: Config): void {
  const events = createEvents(clock)
  writeEvents({ logLevel }, { write: createLogWriter() }, events)
  const workers = createWorkers({
    count,
    clock,
    events,
    wait: (ms, signal) => wait(ms, undefined, { ...(signal && { signal }) }),
  })
  countForWorkers()
  onSignal(() => workers.stop(noticeMs + drainMs + killAfterMs))
  void workers.over.then((isWell) => process.exit(isWell ? 0 : 1))
}

function serve(config: Config): void {
  const leaving = new AbortController()
  const ports: Ports = {
    ...openPorts(config),
    siblings: createSiblings(config.workers, pause),
    leaving: leaving.signal,
  }
  const web = openWebRoot(join(import.meta.dirname, '../../web/dist'))
  const app = createApp(config, ports, web)
  const server = createHttpServer(app.answer)
  const sweeping = setInterval(() => void sweep(ports.storage), sweepEveryMs)
  const ticking = setInterval(() => void app.tick(), tickEveryMs)

  server.listen(config.port, config.host, () => {
    app.events.emit('app.started', {
      origin: config.appOrigin,
      development: !config.production,
    })
  })

  const management = createHttpServer(app.answerHealth)
  if (config.managementPort !== undefined) management.listen(config.managementPort, config.host)

  onSignal(() => void stop())

  async function stop(): Promise<void> {
    leaving.abort()
    // Every answer is the last on its connection: when we close, no request is on its way to a closed one.
    server.prependListener('request', (_request, response) => {
      response.shouldKeepAlive = false
    })
    await pause(config.noticeMs)
    clearInterval(sweeping)
    clearInterval(ticking)
    app.drain()
    const cut = setTimeout(() => server.closeAllConnections(), drainMs)
    await new Promise((resolve) => server.close(resolve))
    clearTimeout(cut)
    await app.close()
    await ports.storage.close()
    ports.counts?.close()
    management.close()
    process.disconnect?.() // a worker: else the line to whoever looks after it keeps it alive
  }
}

/** Once, although a terminal sends SIGINT to every process, and who looks after the workers SIGTERM on top. */
function onSignal(stop: () => void): void {
  let isStopping = false
  const stopOnce = () => {
    if (!isStopping) stop()
    isStopping = true
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stopOnce)
}

/** Batch by batch, so that no request waits long behind it. A failing store is told of by its users. */
async function sweep(storage: Storage): Promise<void> {
  try {
    while ((await storage.sweep()) === sweepBatch);
  } catch {
    // the next round tries again
  }
}
