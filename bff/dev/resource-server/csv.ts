/** Notes as CSV (RFC 4180): quoted throughout, lines ended by CRLF, a header line first. */
import type { Note } from './notes.ts'

export function csvOf(notes: readonly Note[]): string {
  const rows = notes.map(({ title, text, updatedAt }) => [title, text, updatedAt])
  return [['title', 'text', 'updatedAt'], ...rows]
    .map((row) => `${row.map(cellOf).join(',')}\r\n`)
    .join('')
}

/** Spreadsheets run a cell that starts like a formula, so it gets an apostrophe first (ASVS 1.2.10). */
function cellOf(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${harmless.replaceAll('"', '""')}"`
}
