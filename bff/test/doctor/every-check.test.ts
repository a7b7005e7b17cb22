/**
 * Each check of the doctor has been seen to find nothing and to find something: a check that cannot fail is no
 * check. What is counted are the rows of the tests beside this one, which all run.
 */
import { describe, expect, it } from 'vitest'
import { checkIds } from '../../cli/doctor/check.ts'
import { filesOf } from '../house/files.ts'

/** `['env-file', 'warn', 'git would take it', …]` */
const row = /\[\s*'([a-z-]+)',\s*'(pass|warn|fail|skip)',\s*['`]/g

const seen = filesOf('bff/test/doctor/*.test.ts').flatMap(({ text }) =>
  [...text.matchAll(row)].map(([, id = '', status = '']) => ({ id, status })),
)
const statusesOf = (id: string) => seen.filter((each) => each.id === id).map((each) => each.status)

describe.each(checkIds)('%s', (id) => {
  it('has been seen passing', () => {
    expect(statusesOf(id)).toContain('pass')
  })

  it('has been seen with something to say', () => {
    expect(statusesOf(id).some((status) => status === 'fail' || status === 'warn')).toBe(true)
  })
})

it('has no row for a check that there is not', () => {
  const known: readonly string[] = checkIds
  expect(seen.length).toBeGreaterThan(checkIds.length * 2)
  expect(seen.filter(({ id }) => !known.includes(id))).toEqual([])
})
