/**
 * The audit trail: a listener that writes a line of its own kind (`"audit":true`) for what an auditor asks about,
 * beside the log and whatever LOG_LEVEL says. A collector tells the two apart by that mark and may keep them
 * in different places for different times. What is told, and under which name: audit-lines.ts.
 *
 * Not pino: there is no level to ask for, and nothing to serialize but words and numbers.
 */
import type { Event, Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import { type AuditLine, auditLines } from './audit-lines.ts'
import { tellable } from './tellable.ts'

/** @returns the way to stop it */
export function createAudit(events: Events, destination: Ports['log']): () => void {
  return events.listen((event) => {
    // The event's own kind of line; that the two belong together, TypeScript cannot follow.
    const lines = auditLines[event.name] as readonly AuditLine<never>[] | undefined
    if (lines === undefined) return
    for (const line of lines) {
      if (line.when === undefined || line.when(event as never)) {
        destination.write(`${JSON.stringify(tell(event, line))}\n`)
      }
    }
  })
}

function tell(event: Event, { name, outcome, fields }: AuditLine<never>): Record<string, unknown> {
  const line: Record<string, unknown> = {
    audit: true,
    level: outcome === 'success' ? 'info' : 'warn',
    time: new Date(event.at).toISOString(),
    event: name,
    outcome,
    ref: tellable(event.ref),
  }
  const given = event as unknown as Record<string, unknown>
  for (const field of fields as readonly string[]) line[field] = tellable(given[field])
  return line
}
