/** The page on lifetimes says nothing that no test shows. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const docs = new URL('../../docs/', import.meta.url)
const page = readFileSync(new URL('lifetimes-and-endings.md', docs), 'utf8')
const statements = [...page.matchAll(/^\| ([^|]+) \| \[[^\]]+\]\(([^)]+)\): ([^|]+) \|$/gm)].map(
  ([, says = '', file = '', title = '']) => ({ says, file, title }),
)

it('makes as many statements as its table has rows', () => {
  const [, table = ''] = page.split('| statement |')
  expect(statements.length).toBeGreaterThan(15)
  expect(statements).toHaveLength(table.trim().split('\n').length - 2)
})

it.each(statements)('is shown by a test: $says [LO-20]', ({ file, title }) => {
  expect(readFileSync(new URL(file, docs), 'utf8')).toContain(title.replaceAll("'", "\\'"))
})
