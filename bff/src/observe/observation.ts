/**
 * Everybody who watches, in one place: log, audit trail and metrics listen to events, the management port tells
 * of them. What is true after it: whatever the app tells from now on is written and counted. Without
 * MANAGEMENT_PORT nobody could ask for metrics, so none are kept.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import { createAudit } from './audit.ts'
import { createHealth } from './health.ts'
import { createHeldCount, type HeldCount } from './held-count.ts'
import { createLog } from './log.ts'
import { createManagement } from './management.ts'
import { createMetrics } from './metrics.ts'
import { versionOf } from './version.ts'

/** What of the floors somebody may ask about. */
export interface Observed<S> {
  events: Events
  providers: { first: { client: { keysUrl(): Promise<unknown> } } }
  streams: { ids(): readonly string[]; hold(id: string, stream: S): () => void }
}

export interface Observation<S> {
  /** For event streams to pages: what they hold is counted. */
  streams: Pick<HeldCount<S>, 'hold'>
  /** For the management port. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** Not ready any more. */
  drain(): void
  /** Tells that it is over, and nothing after that. */
  stop(): void
}

export function createObservation<S>(
  config: Config,
  ports: Pick<Ports, 'clock' | 'leaving' | 'log' | 'siblings' | 'storage'>,
  { events, providers, streams }: Observed<S>,
): Observation<S> {
  const stopWriting = writeEvents(config, ports.log, events)
  const { build, managementPort } = config
  const credentials = {
    secrets: config.providers.flatMap(({ clientSecretExpiresAtMs: end }) => end ?? []),
    certificates: config.providers.flatMap(({ certificate }) => certificate?.cert ?? []),
  }
  const listeners = createHeldCount(streams)
  const open = () => ({ eventStreams: listeners.count(), sessions: streams.ids().length })
  const metrics =
    managementPort === undefined
      ? undefined
      : createMetrics({ ...ports, events, build, open, credentials, store: ports.storage })
  const health = createHealth({
    clock: ports.clock,
    pingStore: () => ports.storage.ping(),
    meetProvider: providers.first.client.keysUrl,
    isLeaving: () => ports.leaving?.aborted === true,
  })

  return {
    streams: listeners,
    answer: createManagement({ health, metrics, version: versionOf(config) }),
    drain: health.drain,
    stop() {
      events.emit('app.stopped', {})
      metrics?.stop()
      stopWriting()
    },
  }
}

/** Log and audit trail: also for who serves nobody (main.ts, cli/sessions.ts). @returns the way to stop */
export function writeEvents(
  { logLevel }: Pick<Config, 'logLevel'>,
  destination: Ports['log'],
  events: Events,
): () => void {
  const stopLog = createLog(events, { level: logLevel, destination })
  const stopAudit = createAudit(events, destination)
  return () => {
    stopLog()
    stopAudit()
  }
}
