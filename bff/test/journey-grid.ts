/**
 * The grid at the end of a run: each journey in each configuration. `✓` all that ran there went well, `✗`
 * something did not, `·` nothing ran there – the journey has a provider of its own, or none. Without
 * journeys in the run there is no grid.
 *
 * A plugin and not one of the settings' reporters, since `--reporter=…` on the command line replaces those.
 */
import { basename, relative } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'
import { configurations } from '../dev/configurations.ts'

type Cell = '✓' | '✗' | '·'

/** @param plain the project that runs journeys in the usual configuration, among much else */
export function journeyGrid(plain: string): Plugin {
  return {
    name: 'claimcheck:journey-grid',
    configureVitest({ vitest }) {
      vitest.config.reporters.push(gridReporter(plain))
    },
  }
}

function gridReporter(plain: string): Reporter {
  const columns = Object.keys(configurations).map((name) => (name === 'plain' ? plain : name))
  return {
    onTestRunEnd(modules) {
      const journeys = modules.filter(({ moduleId }) => isJourney(moduleId))
      const names = [...new Set(journeys.map(nameOf))].sort()
      const hasRun = (column: string) => journeys.some(({ project }) => project.name === column)
      if (columns.filter(hasRun).length < 2) return
      const rows = names.map((name) => [
        name,
        ...columns.map((column) => cellOf(journeys, name, column)),
      ])
      console.log(`\n${tableOf([['', ...Object.keys(configurations)], ...rows])}\n`)
    },
  }
}

function isJourney(moduleId: string): boolean {
  return relative(import.meta.dirname, moduleId).startsWith('journeys/')
}

function nameOf({ moduleId }: TestModule): string {
  return basename(moduleId, '.test.ts')
}

function cellOf(journeys: TestModule[], name: string, column: string): Cell {
  const module = journeys.find((one) => one.project.name === column && nameOf(one) === name)
  if (module === undefined) return '·'
  if (module.state() === 'failed') return '✗'
  return [...module.children.allTests('passed')].length > 0 ? '✓' : '·'
}

function tableOf([heads = [], ...rows]: string[][]): string {
  const widths = heads.map((_, at) => Math.max(...[heads, ...rows].map((row) => row[at]!.length)))
  const lineOf = (row: string[]) => row.map((text, at) => text.padEnd(widths[at]!)).join('  ')
  return [heads, ...rows].map((row) => `  ${lineOf(row)}`.trimEnd()).join('\n')
}
