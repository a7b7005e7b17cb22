import { describe, expect, it } from 'vitest'
import { aStep } from './a-step.fixture.ts'
import { compareRuns } from './compare-runs.ts'

const run = (...titles: string[]) => titles.map((title, seq) => aStep({ title, seq }))
const drawn = (rows: ReturnType<typeof compareRuns>) =>
  rows.map(({ left, right }) => `${left?.title ?? '–'} | ${right?.title ?? '–'}`)

describe('compareRuns', () => {
  it('finds what both did, in its order, and what only one did', () => {
    const rows = compareRuns(run('a', 'b', 'c', 'd'), run('a', 'x', 'c', 'd', 'e'))
    expect(drawn(rows)).toEqual(['a | a', 'b | –', '– | x', 'c | c', 'd | d', '– | e'])
    expect(rows.flatMap(({ differences }) => differences)).toEqual([])
  })

  it('has nothing to match in an empty run', () => {
    expect(drawn(compareRuns([], run('a')))).toEqual(['– | a'])
  })

  it('takes an answer for the same answer whatever its status, and says how it differs', () => {
    const answer = (status: number, title: string) =>
      aStep({ from: 'bff', to: 'browser', status, title })
    const [row] = compareRuns(
      [answer(200, '200: a refresh')],
      [answer(400, '400: no to a refresh')],
    )
    expect(row?.differences).toEqual(['status 200 and 400'])
  })

  it('tells of parameters and checks, and never that a secret is another one', () => {
    const state = (mark: string) =>
      ({ name: 'state', kind: 'secret', text: '43 characters', mark, why: '' }) as const
    const plain = (name: string, text: string) => ({ name, kind: 'public', text, why: '' }) as const
    const check = (passed: boolean) => ({ name: 'nonce', passed, says: '' })
    const left = aStep({ params: [state('a'), plain('scope', 'openid')], checks: [check(true)] })
    const right = aStep({
      params: [state('b'), plain('scope', 'openid email'), plain('max_age', '0')],
      checks: [check(false)],
    })
    expect(compareRuns([left], [right])[0]?.differences).toEqual([
      'scope: openid and openid email',
      'only the second has max_age',
      'check nonce fails only in the second',
    ])
  })
})
