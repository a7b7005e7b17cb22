/** What was found, for a person or for a program. */
import type { Check, Status } from './check.ts'

const signs: Record<Status, string> = { pass: '✓', warn: '!', fail: '✗', skip: '–' }
const problems: readonly Status[] = ['fail', 'warn']

export interface ReportOptions {
  json: boolean
  onlyProblems: boolean
}

export function report(checks: readonly Check[], { json, onlyProblems }: ReportOptions): string {
  const told = onlyProblems ? checks.filter(({ status }) => problems.includes(status)) : checks
  if (json) return JSON.stringify({ ok: isWell(checks), checks: told }, null, 2)
  return [...told.map(line), sum(checks)].join('\n')
}

/** Warnings and what could not be told are no failure. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'fail')
}

function line({ id, status, message, remedy, docs }: Check): string {
  const head = `${signs[status]} ${id.padEnd(20)} ${message}`
  return remedy === undefined ? head : `${head}\n    ${remedy}\n    ${docs}`
}

function sum(checks: readonly Check[]): string {
  const count = (status: Status) => checks.filter((check) => check.status === status).length
  const [right, wrong, doubtful, untold] = [
    count('pass'),
    count('fail'),
    count('warn'),
    count('skip'),
  ]
  return `\n${right} right, ${wrong} wrong, ${doubtful} to think about, ${untold} not told`
}
