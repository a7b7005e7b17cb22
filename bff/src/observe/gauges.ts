/**
 * What is looked at when somebody asks, and costs nothing until then: this process, what is open in it, and the
 * store as it answers at this moment. A gauge that cannot be told – the store is away, nobody has asked the
 * authorization server yet – is absent, which is not the same as zero.
 *
 * What only events know (who was active, whether the authorization server answered) is noted as they come.
 */
import { X509Certificate } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import type { Event, Events } from '../events.ts'
import type { Clock } from '../ports.ts'
import { createLately } from './lately.ts'
import type { GaugeName } from './metric-table.ts'

/** Of the store's verbs, those that say how it is. */
export interface ToldStore {
  ping(): Promise<void>
  evictions?(): Promise<number>
}

export interface GaugesDeps {
  events: Events
  clock: Clock
  build: string
  store: ToldStore
  /** What proves us to authorization servers and runs out: when, in milliseconds, and PEMs that say so. */
  credentials: { secrets: readonly number[]; certificates: readonly string[] }
  /** What is open at this moment. */
  open(): { eventStreams: number; sessions: number }
}

type Tell = (value: number, labels?: Record<string, string>) => void

export interface Gauges {
  /** May reject: then it is not told. */
  look: Record<GaugeName, (tell: Tell) => unknown>
  stop(): void
}

/** How finely the event loop's lateness is looked at; it is part of every figure and taken off again. */
const resolutionMs = 20

export function createGauges({
  events,
  clock,
  build,
  store,
  credentials,
  open,
}: GaugesDeps): Gauges {
  const lag = monitorEventLoopDelay({ resolution: resolutionMs })
  lag.enable()
  const active = createLately(clock)
  const startedAtSeconds = clock.now() / 1000
  let isProviderUp: boolean | undefined
  let keysReadAtMs: number | undefined
  const stopListening = events.listen((event) => {
    if (event.name === 'session.used') active.add()
    if (event.name !== 'provider.asked') return
    isProviderUp = hasAnswered(event)
    if (event.endpoint === 'keys' && isProviderUp) keysReadAtMs = event.at
  })

  return {
    look: {
      bff_sessions_active: (tell) => tell(active.count()),
      bff_sessions_busy: (tell) => tell(open().sessions),
      bff_event_streams_open: (tell) => tell(open().eventStreams),
      bff_idp_up: (tell) => isProviderUp !== undefined && tell(Number(isProviderUp)),
      bff_jwks_age_seconds: (tell) =>
        keysReadAtMs !== undefined && tell(Math.round((clock.now() - keysReadAtMs) / 1000)),
      bff_client_credential_expires_seconds(tell) {
        const left = (endsMs: readonly number[]) =>
          Math.round((Math.min(...endsMs) - clock.now()) / 1000)
        const { secrets, certificates } = credentials
        if (secrets.length > 0) tell(left(secrets), { kind: 'secret' })
        if (certificates.length > 0) tell(left(certificates.map(endOf)), { kind: 'certificate' })
      },
      async bff_store_ping_seconds(tell) {
        const askedAtMs = clock.now()
        await store.ping()
        tell((clock.now() - askedAtMs) / 1000)
      },
      bff_store_evictions: async (tell) => store.evictions && tell(await store.evictions()),
      bff_event_loop_lag_seconds(tell) {
        tell(lagSeconds(lag.percentile(50)), { quantile: '0.5' })
        tell(lagSeconds(lag.percentile(99)), { quantile: '0.99' })
        tell(lagSeconds(lag.max), { quantile: '1' })
        lag.reset()
      },
      bff_heap_used_bytes: (tell) => tell(getHeapStatistics().used_heap_size),
      bff_start_time_seconds: (tell) => tell(startedAtSeconds),
      bff_build_info: (tell) => tell(1, { build }),
    },
    stop() {
      stopListening()
      lag.disable()
    },
  }
}

function lagSeconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000)
}

function endOf(pem: string): number {
  return Date.parse(new X509Certificate(pem).validTo)
}

/** A refusal is an answer too. */
function hasAnswered({ status = 500 }: Extract<Event, { name: 'provider.asked' }>): boolean {
  return status < 500
}
