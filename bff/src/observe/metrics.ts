/**
 * What happened so far, as Prometheus reads it. A listener of events like the log: doors and floors know nothing
 * of it. What there is stands in metric-table.ts, which event counts where in countings.ts.
 *
 * A request costs one observation, about a microsecond; the gauges cost nothing until somebody asks. Alone
 * imports prom-client, and of it neither the global registry nor the default metrics: two apps in one process
 * would share the first, and nobody could stop the second.
 */
import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Event, EventFields } from '../events.ts'
import type { Siblings } from '../ports.ts'
import { countings } from './countings.ts'
import { createGauges, type GaugesDeps } from './gauges.ts'
import {
  type CounterName,
  counters,
  type GaugeName,
  gauges,
  type HistogramEntry,
  type HistogramName,
  histograms,
} from './metric-table.ts'

export interface MetricsDeps extends GaugesDeps {
  /** Who answers behind the same port: whichever is asked tells of all. */
  siblings?: Siblings | undefined
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
    tellTimes(event)
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

  function tellTimes(event: Event): void {
    if (event.name === 'token.refreshed') observe.bff_token_refresh_seconds.observe(event.ms / 1000)
    if (event.name === 'session.ended') observe.bff_session_age_seconds.observe(event.ageSeconds)
    if (event.name !== 'provider.asked') return
    const { endpoint, status, ms } = event
    const answer = status === undefined ? 'none' : classOf(status)
    observe.bff_idp_request_seconds.observe({ endpoint, status: answer }, ms / 1000)
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
  const make = (name: HistogramName) => {
    const { buckets }: HistogramEntry = histograms[name]
    return new Histogram({ name, ...tableEntry(histograms[name]), buckets, registers: [registry] })
  }
  return made(Object.keys(histograms) as HistogramName[], make)
}

/** @returns the way to stop looking */
function makeGauges(registry: Registry, deps: GaugesDeps): () => void {
  const { look, stop } = createGauges(deps)
  for (const name of Object.keys(gauges) as GaugeName[]) {
    const gauge = new Gauge({ name, ...tableEntry(gauges[name]), registers: [], collect: tell })
    registry.registerMetric(gauge)
    async function tell(): Promise<void> {
      // What was true at the last look is no answer to this one. `reset` would leave a zero behind.
      if (gauges[name].labels.length === 0) gauge.remove()
      else gauge.reset()
      try {
        await look[name]((value, labels = {}) => gauge.set(labels, value))
      } catch {
        // Absent: whoever it was to ask does not answer, and has told so itself.
      }
    }
  }
  return stop
}

function tableEntry({ help, labels }: { help: string; labels: readonly string[] }) {
  return { help, labelNames: [...labels] }
}

function made<N extends string, T>(names: readonly N[], make: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, T>
}
