/** Reads the table in MATRIX.md, so that what is written and what is tried cannot differ. */
import { readFileSync } from 'node:fs'

export interface Cell {
  fails: string
  asked: string
  gets: string
}

export function readMatrix(): Cell[] {
  const text = readFileSync(new URL('MATRIX.md', import.meta.url), 'utf8')
  const [head = [], , ...rows] = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
  return rows.flatMap(([fails = '', ...answers]) =>
    answers.map((gets, place) => ({ fails, asked: head[place + 1] ?? '', gets })),
  )
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
