/**
 * The grid at the end of a run: each journey, and each threat that is tried at a real authorization server,
 * in each configuration. `✓` all that ran there went well, `✗` something did not, `·` nothing ran there: it
 * has a provider of its own, or none. A run in one configuration only has no grid.
 *
 * A plugin and not one of the settings' reporters, since `--reporter=…` on the command line replaces those.
 */
import { basename, dirname } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'
import { configurations } from '../dev/configurations.ts'

export interface Outcome {
  /** `journeys`, `threats`, … */
  kind: string
  name: string
  configuration: string
  state: 'passed' | 'failed' | 'skipped'
}

/** @param plain the project that runs them in the usual configuration, among much else */
export function journeyGrid(plain: string): Plugin {
  const reporter: Reporter = {
    onTestRunEnd(modules) {
      const outcomes = modules.map((module) => outcomeOf(module, plain))
      const grid = gridOf(outcomes, Object.keys(configurations))
      if (grid !== undefined) console.log(`\n${grid}\n`)
    },
  }
  return {
    name: 'claimcheck:journey-grid',
    configureVitest({ vitest }) {
      vitest.config.reporters.push(reporter)
    },
  }
}

function outcomeOf(module: TestModule, plain: string): Outcome {
  const { name } = module.project
  const hasPassed = [...module.children.allTests('passed')].length > 0
  const isFailed = module.state() === 'failed'
  return {
    kind: basename(dirname(module.moduleId)),
    name: basename(module.moduleId, '.test.ts'),
    configuration: name === plain ? 'plain' : name,
    state: isFailed ? 'failed' : hasPassed ? 'passed' : 'skipped',
  }
}

const marks = { passed: '✓', failed: '✗', skipped: '·' }

/** @param names of the configurations, the plain one first; of what is no journey, only what ran in others too */
export function gridOf(outcomes: Outcome[], names: string[]): string | undefined {
  const [plain, ...others] = names
  const ran = new Set(outcomes.map(({ configuration }) => configuration))
  if (!ran.has(plain!) || !others.some((name) => ran.has(name))) return undefined
  const shown = outcomes.filter(
    ({ kind, configuration }) =>
      others.includes(configuration) || (kind === 'journeys' && configuration === plain),
  )
  const rows = [...new Set(shown.map(({ name }) => name))].sort().map((name) => [
    name,
    ...names.map((configuration) => {
      const one = outcomes.find((it) => it.name === name && it.configuration === configuration)
      return marks[one?.state ?? 'skipped']
    }),
  ])
  return tableOf([['', ...names], ...rows])
}

function tableOf(rows: string[][]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)))
  const lineOf = (row: string[]) => row.map((text, at) => text.padEnd(widths[at]!)).join('  ')
  return rows.map((row) => `  ${lineOf(row)}`.trimEnd()).join('\n')
}
