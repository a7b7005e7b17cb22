/**
 * What happened so far, as Prometheus reads it. A listener of events like the log: doors and floors know nothing
 * of it. What there is stands in metric-table.ts, which event counts where in countings.ts.
 *
 * A request costs one observation, about a microsecond; the gauges cost nothing until somebody asks. Alone
 * imports prom-client, and of it neither the global registry nor the default metrics: two apps in one process
 * would share the first, and nobody could stop the second.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Event, EventFields, Events } from '../events.ts'
import type { Clock, Siblings } from '../ports.ts'
import { countings } from './countings.ts'
import {
  bucketSeconds,
  type CounterName,
  counters,
  type GaugeName,
  gauges,
  type HistogramName,
  histograms,
} from './metric-table.ts'

export interface MetricsDeps {
  events: Events
  clock: Clock
  build: string
  /** Who answers behind the same port: whichever is asked tells of all. */
  siblings?: Siblings | undefined
  /** What is open at this moment. */
  open(): { eventStreams: number; sessions: number }
}

export interface Metrics {
  contentType: string
  text(): Promise<string>
  stop(): void
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry()
  const count = makeCounters(registry)
  const observe = makeHistograms(registry)
  const stopGauges = makeGauges(registry, deps)
  const stopListening = deps.events.listen((event) => {
    if (event.name === 'request.finished') return tellRequest(event)
    if (event.name === 'token.refreshed') observe.bff_token_refresh_seconds.observe(event.ms / 1000)
    // Each event's own reader, which TypeScript cannot follow.
    const read = countings[event.name] as ((event: Event) => CountList) | undefined
    for (const { counter, labels } of read?.(event) ?? []) {
      if (labels === undefined) count[counter].inc()
      else count[counter].inc(labels)
    }
  })

  function tellRequest({ route, status, ms, refusal }: EventFields['request.finished']): void {
    observe.bff_request_seconds.observe({ route, status: classOf(status) }, ms / 1000)
    if (refusal !== undefined) count.bff_refusals_total.inc({ code: refusal })
  }

  return {
    contentType: registry.contentType,
    text:
      deps.siblings === undefined ? () => registry.metrics() : together(registry, deps.siblings),
    stop() {
      stopListening()
      stopGauges()
    },
  }
}

/**
 * Each under its own label: added up, the end of one worker would look as if everything had been counted anew.
 */
function together(registry: Registry, siblings: Siblings): () => Promise<string> {
  registry.setDefaultLabels({ worker: siblings.self })
  siblings.answerWith(() => registry.getMetricsAsJSON())
  return async () => {
    const others = await siblings.ask()
    const all = [await registry.getMetricsAsJSON(), ...others.filter((each) => Array.isArray(each))]
    return AggregatorRegistry.aggregate(all).metrics()
  }
}

type CountList = readonly { counter: CounterName; labels?: Record<string, string> }[]

const browserLeft = 499

function classOf(status: number): string {
  return status === browserLeft ? '499' : `${Math.floor(status / 100)}xx`
}

function makeCounters(registry: Registry) {
  const make = (name: CounterName) =>
    new Counter({ name, ...tableEntry(counters[name]), registers: [registry] })
  return made(Object.keys(counters) as CounterName[], make)
}

function makeHistograms(registry: Registry) {
  const rest = { buckets: bucketSeconds, registers: [registry] }
  const make = (name: HistogramName) =>
    new Histogram({ name, ...tableEntry(histograms[name]), ...rest })
  return made(Object.keys(histograms) as HistogramName[], make)
}

/** How finely the event loop's lateness is looked at; it is part of every figure and taken off again. */
const resolutionMs = 20

/** @returns the way to stop looking at the event loop */
function makeGauges(registry: Registry, { clock, build, open }: MetricsDeps): () => void {
  const lag = monitorEventLoopDelay({ resolution: resolutionMs })
  lag.enable()
  const lagSeconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000)
  const startedAtSeconds = clock.now() / 1000
  const collect: Record<GaugeName, (gauge: Gauge) => void> = {
    bff_event_streams_open: (gauge) => gauge.set(open().eventStreams),
    bff_sessions_busy: (gauge) => gauge.set(open().sessions),
    bff_event_loop_lag_seconds(gauge) {
      gauge.set({ quantile: '0.5' }, lagSeconds(lag.percentile(50)))
      gauge.set({ quantile: '0.99' }, lagSeconds(lag.percentile(99)))
      gauge.set({ quantile: '1' }, lagSeconds(lag.max))
      lag.reset()
    },
    bff_heap_used_bytes: (gauge) => gauge.set(getHeapStatistics().used_heap_size),
    bff_start_time_seconds: (gauge) => gauge.set(startedAtSeconds),
    bff_build_info: (gauge) => gauge.set({ build }, 1),
  }
  for (const name of Object.keys(gauges) as GaugeName[]) {
    const looked = new Gauge({
      name,
      ...tableEntry(gauges[name]),
      registers: [],
      collect() {
        collect[name](this)
      },
    })
    registry.registerMetric(looked)
  }
  return () => lag.disable()
}

function tableEntry({ help, labels }: { help: string; labels: readonly string[] }) {
  return { help, labelNames: [...labels] }
}

function made<N extends string, T>(names: readonly N[], make: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, T>
}
