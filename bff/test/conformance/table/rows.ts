/**
 * The rows of the table: one for each test of a module, from the runner's report and the test files
 * themselves. What the server does stands in the file's opening comment, what is expected in the test's
 * title; a title that begins with a module's name says both. Nothing is written down a second time.
 */
import { absent } from './absent.ts'
import { type Plan, unplayed } from './plans.ts'

/** What vitest's JSON reporter says of a file. */
export interface FileReport {
  /** Its path. */
  name: string
  /** Why it could not be run at all. */
  message?: string
  assertionResults: TestReport[]
}

export interface TestReport {
  title: string
  status: string
  failureMessages: string[] | null
  meta: { seen?: string[] }
}

export interface Row {
  plan: string
  module: string
  /** What the server does. */
  told: string
  expected: string
  seen: string
  verdict: 'passed' | 'failed' | 'absent'
}

/** @param text of the file at that path */
export function rowsOf(
  reports: readonly FileReport[],
  plans: readonly Plan[],
  text: (path: string) => string,
): Row[] {
  const played = reports.flatMap((report) => rowsOfFile(report, plans, text(report.name)))
  const modules = [...played, ...absent].map(({ module }) => module)
  const missing = plans.flatMap((plan) =>
    unplayed(plan, modules).map((name) => missingRow(plan.title, name)),
  )
  return [...played, ...missing, ...absentRows(plans)]
}

function rowsOfFile(report: FileReport, plans: readonly Plan[], text: string): Row[] {
  const opening = openingOf(text)
  if (report.assertionResults.length === 0) return [brokenRow(report, opening)]
  return report.assertionResults.map((test) => ({
    ...opening,
    ...titleParts(test.title),
    plan: plans.find(({ id }) => test.title.includes(id))?.title ?? 'cites no plan',
    seen: seenIn(test),
    verdict: test.status === 'passed' ? 'passed' : 'failed',
  }))
}

/** The comment at the top, `name`: and then a sentence. */
export function openingOf(text: string): Pick<Row, 'module' | 'told'> {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? []
  const plain = comment
    .replaceAll(/\s*\n \*\s*/g, ' ')

    .trim()
  const [, module = '', told = plain] = /^`([^`]+)`: (.*?)(?:\.(?= |$)|$)/.exec(plain) ?? []
  return { module, told }
}

/** `does this [CM-01]`, or `` `module`, when the server lies so: does this [CM-01] ``. */
export function titleParts(title: string): Partial<Row> & Pick<Row, 'expected'> {
  const plain = title.replace(/ \[[^\]]*\]$/, '')
  const [, module, told, expected] = /^`([^`]+)`, (.*?): (.*)$/.exec(plain) ?? []
  if (module === undefined || told === undefined) return { expected: plain }
  return { module, told, expected: expected ?? '' }
}

function seenIn({ status, failureMessages, meta }: TestReport): string {
  const seen = meta.seen?.join('; ') ?? ''
  if (status === 'passed') return seen || 'as expected'
  const [reason = status] = failureMessages?.[0]?.split('\n') ?? []
  return [reason, seen].filter(Boolean).join('; ')
}

function brokenRow({ name, message = 'no test ran' }: FileReport, opening: Partial<Row>): Row {
  const seen = message.split('\n')[0] ?? ''
  const row = { plan: 'could not be run', module: name, told: '', expected: '' }
  return { ...row, ...opening, seen, verdict: 'failed' }
}

function missingRow(plan: string, module: string): Row {
  return { plan, module, told: '', expected: '', seen: 'no test', verdict: 'failed' }
}

function absentRows(plans: readonly Plan[]): Row[] {
  return absent.map(({ id, module, reason }) => ({
    plan: plans.find((plan) => plan.id === id)?.title ?? id,
    module,
    told: '',
    expected: `not for us: ${reason}`,
    seen: '',
    verdict: 'absent',
  }))
}
