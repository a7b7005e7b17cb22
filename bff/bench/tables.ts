/** Tables as Markdown, so that what is printed can be kept as it is. */
import type { Table } from './stage.ts'

export function asMarkdown({ title, columns, rows, note }: Table): string {
  const texts = rows.map((row) => row.map(textOf))
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...texts.map((row) => row[at]!.length)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell[at === 0 ? 'padEnd' : 'padStart'](widths[at]!)).join(' | ')} |`
  const rule = `|${widths.map(ruleOf).join('|')}|`
  const lines = [line(columns), rule, ...texts.map(line)]
  return [`### ${title}`, '', ...lines, ...(note === undefined ? [] : ['', note])].join('\n')
}

/** Names to the left, numbers to the right. */
function ruleOf(width: number, at: number): string {
  return at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`
}

/** Two figures tell all that such a measurement knows, and no more than one behind the point. */
function textOf(cell: string | number): string {
  if (typeof cell === 'string') return cell
  if (Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en')
  return cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2)
}
