/**
 * What is observed, told to people: `bff/docs/events.md` and `bff/docs/metrics.md`, written from the tables in
 * `src/observe/` and so never out of step with what is logged and counted. A test compares them with the
 * files, `pnpm format` writes them anew.
 */
import type { EventName } from '../src/events.ts'
import { auditLines } from '../src/observe/audit-lines.ts'
import { eventCatalogue, retention } from '../src/observe/event-catalogue.ts'
import { eventFields, type FieldMeaning, fieldsOfEveryLine } from '../src/observe/event-fields.ts'
import { logLines } from '../src/observe/log-lines.ts'
import { counters, gauges, histograms, type MetricEntry } from '../src/observe/metric-table.ts'

const eventNames = Object.keys(eventCatalogue) as EventName[]

export function eventsPage(): string {
  const kept = Object.entries(retention).map(([kind, what]) => `- **${kind}**: ${what}`)
  const sections = [
    eventsHeader,
    table(['event', 'level', 'what happened', 'fields', 'kept as'], eventNames.map(eventRow)),
    `## Fields\n\n${fieldsIntroduction}`,
    table(['field', 'what it says', 'personal'], fieldRows()),
    `## How long\n\n${retentionIntroduction}\n\n${kept.join('\n')}`,
    `## The audit trail\n\n${auditIntroduction}`,
    table(['audit line', 'outcome', 'of the event', 'fields'], auditRows()),
  ]
  return `${sections.join('\n\n')}\n`
}

const eventsHeader = `# What is logged

One JSON text a line on standard output. A field that is not in this list is not written, whatever somebody adds
to an event; text is cut at 200 characters and rid of control characters. No line holds a token, a code, a
secret, a cookie, an e-mail address, a body or the URL of a request. \`LOG_LEVEL\` says the least grave that is written; errors of
ours in \`request.failed\` (status 500 and above) are \`error\`.

The same events are published on \`node:diagnostics_channel\` as \`claimcheck:<event>\`, for whoever preloads a
listener of their own – there \`cause\` is the error itself, which may hold secrets: do not write it down.`

const fieldsIntroduction = `*pseudonym*: names nobody by itself, and yet the same person or request each time: personal data in
the hands of whoever also has the store and \`SESSION_KEYS\`. Everything else is about us. Addresses of browsers
are not logged.`

const retentionIntroduction =
  'How long is for whoever runs this to say; this is what each kind is good for.'

const auditIntroduction = `Lines of their own kind in the same stream, marked \`"audit":true\`, written whatever \`LOG_LEVEL\`
says, so that a collector can keep them elsewhere and longer. Names are OWASP's (Logging Vocabulary) where it has
one. Each has \`time\`, \`outcome\` and \`ref\`; the log knows more under that \`ref\`. \`token_revocation_fail\`,
\`provider_logout\`, \`provider_logout_fail\`, \`provider_refused\`, \`step_up_required\` and \`config_changed\` are ours.`

function eventRow(name: EventName): string[] {
  const { level, fields } = logLines[name]
  const { meaning, keep } = eventCatalogue[name]
  return [code(name), level, meaning, fields.map(code).join(' '), keep]
}

function fieldRows(): string[][] {
  const all: [string, FieldMeaning][] = [
    ...Object.entries(fieldsOfEveryLine),
    ...Object.entries(eventFields),
  ]
  return all.map(([name, { meaning, personal }]) => [code(name), meaning, personal])
}

function auditRows(): string[][] {
  return eventNames.flatMap((event) =>
    (auditLines[event] ?? []).map(({ name, outcome, fields }) => [
      code(name),
      outcome,
      code(event),
      fields.map(code).join(' '),
    ]),
  )
}

export function metricsPage(): string {
  const sections = [
    metricsHeader,
    `## Counters\n\n${metricTable(counters)}`,
    `## Histograms\n\n${metricTable(histograms)}`,
    `## Gauges\n\n${metricTable(gauges)}`,
    metricsFooter,
  ]
  return `${sections.join('\n\n')}\n`
}

const metricsHeader = `# What is counted

\`GET /metrics\` on \`MANAGEMENT_PORT\`, in Prometheus' text format; without that port nothing is counted. All of
it comes from the [events](events.md) that the log is written from. No label holds what a browser or a server
chose: no path, no id, no person.`

const metricsFooter = `## Good to know

- A counter with labels appears with its first count: \`sum(rate(…)) or vector(0)\` where an alert needs a zero.
- An event stream or a WebSocket is one long request: \`bff_request_seconds\` of its route has its whole life.
- The event loop's lag is that since the last scrape; with two who scrape, each sees its part.
- A gauge that cannot be told is absent: the store is away, nobody has asked the authorization server since the start,
  there is no certificate, the store never throws anything away.
- Each process counts for itself. With \`WEB_CONCURRENCY\` above 1 whichever worker is asked tells of all, each under
  its own label \`worker\`: \`sum without (worker) (rate(…))\`. One that is busy for more than a second is left out
  of that scrape; one that is lost comes back under another number.

To ask of them: [queries.md](queries.md). To look at: [dashboard.json](../deploy/observability/dashboard.json). To be
woken by: [alerts.yaml](../deploy/observability/alerts.yaml).

## Looked for, and not here

| what | why not, and what instead |
|---|---|
| sessions that exist, used or not | no store can say so without a look at each: Redis keeps no list of them (one would be the busiest key of a cluster), SQLite takes 30 to 90 ms for a hundred thousand and answers nobody meanwhile. \`bff_sessions_active\`, and \`bff_sessions_started_total\` less \`bff_sessions_ended_total\` |
| sign-ins by kind: page, popup, step-up | to us they are one request. A step-up also ends a session with \`reason="replaced"\` |
| how long a sign-in takes | nothing is kept for people who are at the authorization server, and the time is theirs |
| loops that were stopped | they are stopped in the page; here they are \`bff_login_started_total\` without a session |
| callers who waited for somebody else's refresh | their wait is in \`bff_request_seconds\`; one refresh for all of them is in \`bff_token_refresh_total\` |
| why the authorization server's keys were read anew | \`bff_idp_request_seconds_count{endpoint="keys"}\` says how often they were; why, only the library knows |
| calls by API and method | \`bff_request_seconds_count{route="/api/<name>"}\`; the method is in the log |
| our own share of a call | a clock read twice more a call; \`pnpm bench\` measures it ([cost.md](cost.md)) |
| calls that were broken off | by browsers: \`status="499"\`; by APIs: \`bff_proxy_errors_total\` |
| tokens that an API refused | \`bff_proxy_errors_total{code="resource-refused"}\`, mended ones included |
| what each verb of the store takes | \`bff_store_ping_seconds\` looks at the way there; two clocks a verb would cost more than what most of them do |
| age of secrets | nobody tells us. Keys have a schedule ([upgrading.md](upgrading.md#keys)); what runs out by itself is in \`bff_client_credential_expires_seconds\`, a client secret if \`OIDC_CLIENT_SECRET_EXPIRES\` says when |`

function metricTable(entries: Record<string, MetricEntry>): string {
  const rows = Object.entries(entries).map(([name, { help, labels }]) => [
    code(name),
    help,
    labels.map(code).join(' '),
  ])
  return table(['metric', 'what', 'by'], rows)
}

const code = (text: string) => `\`${text}\``

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}
