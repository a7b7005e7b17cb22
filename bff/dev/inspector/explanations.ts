/**
 * What an error code means, read from the page that tells operators (bff/docs/errors.md): its tables are the data, so
 * that page and inspector cannot say two things. A code and a `why` may be spelled alike; each has its section.
 */
import { readFileSync } from 'node:fs'
import type { Explanation } from 'shared/inspector-findings'

const page = new URL('../../docs/errors.md', import.meta.url)

export function readExplanations(): Explanation[] {
  return explanationsIn(readFileSync(page, 'utf8'))
}

export function explanationsIn(markdown: string): Explanation[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const lines = section.split('\n')
      const head = lines.findIndex((line) => line.startsWith('|---'))
      const columns = cellsIn(lines[head - 1] ?? '')
      return lines.slice(head + 1).flatMap((line) => rowIn(line, columns, lines[0] ?? '') ?? [])
    })
}

function rowIn(line: string, columns: string[], about: string): Explanation | undefined {
  if (!line.startsWith('| `')) return undefined
  const cells = cellsIn(line)
  const cell = (name: string) => cells[columns.indexOf(name)]
  const whatToDo = cell('what to do')
  const status = cell('status')
  return {
    code: cells[0] ?? '',
    about,
    cause: cell('cause') ?? '',
    ...(whatToDo !== undefined && { whatToDo }),
    ...(status !== undefined && { status: Number(status) }),
  }
}

/** Without the marks of the page: code stays readable, links lead nowhere from here, least of all those in brackets. */
function cellsIn(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) =>
      cell
        .replace(/ \(\[[^\]]*\]\([^)]*\)\)/g, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll('`', '')
        .trim(),
    )
}
