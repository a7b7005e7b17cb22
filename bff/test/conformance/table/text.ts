/** The table as text: a part for each plan, in the order of the list, four columns whose cells wrap. */
import type { Row } from './rows.ts'

const widths = [34, 40, 44, 36]
const marks = { passed: '✓', failed: '✗', absent: '–' }

/** @param order titles of the plans as they stand in the list */
export function tableText(rows: readonly Row[], order: readonly string[]): string {
  const byPlan = Map.groupBy(rows, ({ plan }) => plan)
  const plans = [...byPlan].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  const head = line(' ', ['module', 'what the server does', 'expected', 'seen'])
  const parts = plans.map(([plan, own]) => `${plan}\n${rowTexts(own).join('\n')}`)
  return [head, ...parts, sumOf(rows)].join('\n\n')
}

/** By module, since the runner reports in its own order. What the row above says is not said again. */
function rowTexts(rows: readonly Row[]): string[] {
  const sorted = rows.toSorted((a, b) => a.module.localeCompare(b.module))
  return sorted.map(({ verdict, module, told, expected, seen }, index) => {
    const above = sorted[index - 1]
    const isSame = module === above?.module && told === above.told
    const [name, does] = isSame ? ['', ''] : [shortened(module), told]
    return line(marks[verdict], [name, does, expected, seen])
  })
}

/** Every name of a plan begins alike, and the columns are narrow. */
function shortened(module: string): string {
  return module.replace(/^(oidcc-client-test|fapi2-security-profile-final(-client-test)?|)-/, '')
}

function line(mark: string, cells: string[]): string {
  const columns = cells.map((cell, index) => wrapped(cell, widths[index] ?? 20))
  const height = Math.max(...columns.map(({ length }) => length))
  const lines = Array.from({ length: height }, (_, row) => {
    const padded = columns.map((column, index) => (column[row] ?? '').padEnd(widths[index] ?? 20))
    return `${row === 0 ? mark : ' '} ${padded.join('  ')}`.trimEnd()
  })
  return lines.join('\n')
}

/** At spaces, and after hyphens; a word that is longer still sticks out. */
export function wrapped(text: string, width: number): string[] {
  const words = text.match(/[^\s-]*-+|\S+?(?=-)|[^\s-]+|\s+/g) ?? []
  const lines = ['']
  for (const word of words) {
    const last = lines.at(-1) ?? ''
    const fits = last === '' || last.length + word.trimEnd().length <= width
    if (fits) lines[lines.length - 1] = last + word
    else lines.push(word.trimStart())
  }
  return lines.map((each) => each.trim())
}

function sumOf(rows: readonly Row[]): string {
  const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('absent')} not for us`
}
