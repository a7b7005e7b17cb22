/**
 * The log: a listener of events that writes one JSON text a line. What a line may hold stands in the
 * catalogue (log-lines.ts); a field that is not named there is not written, whatever somebody adds to an event.
 * Text is tamed (tellable.ts).
 *
 * pino never gets an Error to see: its serializer prints all that hangs on it, token responses included. Nor
 * does it redact: redaction by path misses what nobody thought of.
 */
import { pino } from 'pino'
import type { Config } from '../config/config.ts'
import type { Event, Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import { createAccessLine } from './access-line.ts'
import { tellCause } from './cause.ts'
import { levelOf, logLines } from './log-lines.ts'
import { tellable } from './tellable.ts'

export interface LogOptions {
  level: Config['logLevel']
  destination: Ports['log']
}

/** @returns the way to stop it */
export function createLog(events: Events, { level, destination }: LogOptions): () => void {
  const options = {
    level,
    base: null, // process id and host name are for the collector to add
    timestamp: false, // the time it happened, which the event knows, not the time of writing
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const log = pino(options, destination)
  const accessLine = createAccessLine()
  return events.listen((event) => {
    const eventLevel = levelOf(event)
    if (!log.isLevelEnabled(eventLevel)) return
    if (event.name === 'request.finished') destination.write(accessLine(event))
    else log[eventLevel](tell(event))
  })
}

function tell(event: Event): Record<string, unknown> {
  const line: Record<string, unknown> = {
    time: new Date(event.at).toISOString(), // UTC (ASVS 16.2.2)
    event: event.name,
    ref: tellable(event.ref),
  }
  const given = event as unknown as Record<string, unknown>
  for (const field of logLines[event.name].fields) {
    line[field] = field === 'cause' ? tellCause(given[field]) : tellable(given[field])
  }
  return line
}
