import type { DoctorFinding } from 'shared/inspector-findings'
import { describe, expect, it } from 'vitest'
import { groupsOf, problemsIn, sumOf } from './doctor-groups.ts'

const finding = (id: string, status: DoctorFinding['status']) => ({
  id,
  status,
  message: id,
  docs: '',
})
const findings = [
  finding('env-file', 'skip'),
  finding('store-kind', 'warn'),
  finding('probe-secret', 'fail'),
  finding('store-answers', 'pass'),
  finding('limits-new', 'pass'),
]

describe('the findings of the doctor', () => {
  it('begin with what is wrong', () => {
    expect(problemsIn(findings).map(({ id }) => id)).toEqual(['probe-secret', 'store-kind'])
  })

  it('go on by what they are about, and none is lost', () => {
    expect(
      groupsOf(findings).map(({ name, findings }) => [name, findings.map(({ id }) => id)]),
    ).toEqual([
      ['Settings', ['env-file']],
      ['The store', ['store-answers']],
      ['More', ['limits-new']],
    ])
  })

  it('are counted', () => {
    expect(sumOf(findings)).toBe('2 right, 1 wrong, 1 to think about, 1 not told')
  })
})
