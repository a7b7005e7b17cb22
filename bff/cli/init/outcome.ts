/** What `pnpm run init` has done, for a person or for a program. */
import { type Check } from '../doctor/check.ts'
import { isWell, report } from '../doctor/report.ts'
import type { ConsoleSteps } from './console-fields.ts'
import { type Difference, differenceText } from './differences.ts'

export type Outcome =
  /** The name that `.env` has now; '' when there was none. */
  | { reset: string }
  | { steps: ConsoleSteps }
  | { steps: ConsoleSteps; changed: Difference[]; origin: string; checks: Check[] }

/** @param isTold the first parts have been shown while somebody was asked */
export function outcomeText(outcome: Outcome, isTold: boolean): string {
  if ('reset' in outcome) return resetText(outcome.reset)
  if (!('checks' in outcome)) return fieldsText(outcome.steps)
  const { steps, changed, checks, origin } = outcome
  const parts = [
    ...(isTold ? [] : [fieldsText(steps), differenceText(changed)]),
    'Written to .env, which nobody else may read. The doctor says:',
    report(checks, { json: false, onlyProblems: false }),
    `Next:\n${nextSteps(origin)
      .map((step) => `  ${step}`)
      .join('\n')}`,
  ]
  return parts.join('\n\n')
}

export function outcomeJson(outcome: Outcome): string {
  if (!('checks' in outcome)) return JSON.stringify(outcome, null, 2)
  const { steps, changed, checks, origin } = outcome
  const doctor = { ok: isWell(checks), checks }
  return JSON.stringify({ steps, changed, doctor, next: nextSteps(origin) }, null, 2)
}

/** Whether nothing is left to be mended. */
export function isDone(outcome: Outcome): boolean {
  return !('checks' in outcome) || isWell(outcome.checks)
}

export function fieldsText({ where, fields, page }: ConsoleSteps): string {
  const width = Math.max(...fields.map(({ there }) => there.length))
  const lines = fields.flatMap(({ there, paste, note }) => {
    const words = note === '' ? [] : [paste.length === 0 ? note : `(${note})`]
    return [...paste, ...words].map((each, index) => {
      const name = index === 0 ? there : ''
      return `  ${name.padEnd(width)}  ${each}`
    })
  })
  return [`At the provider: ${where}`, ...lines, `  More: ${page}`].join('\n')
}

function resetText(name: string): string {
  return name === ''
    ? 'There is no .env: pnpm dev opens the local world as it is.'
    : `.env is ${name} now, and pnpm dev opens the local world again. Back: mv ${name} .env`
}

function nextSteps(origin: string): string[] {
  if (origin.startsWith('http:')) return [`pnpm dev          then open ${origin}`]
  return [
    'pnpm build',
    'pnpm run doctor --prod',
    `pnpm start        behind what ends TLS for ${origin}: bff/docs/deploying.md`,
  ]
}
