import { type ProblemCode, problems } from 'shared/problem'
import { describe, expect, it } from 'vitest'
import { explanationsIn, readExplanations } from './explanations.ts'

describe('what errors mean', () => {
  it('is read from a table, without its marks', () => {
    const page = `# Errors
## Codes

| code | status | cause | what to do |
|---|---|---|---|
| \`login-failed\` | 502 | no \`iss\` ([all](a.md)); [more](more.md) | look |

Not a row: | \`x\` |

## Why a sign-in failed

| \`why\` | cause |
|---|---|
| \`state\` | unknown |`
    expect(explanationsIn(page)).toEqual([
      {
        code: 'login-failed',
        about: 'Codes',
        status: 502,
        cause: 'no iss; more',
        whatToDo: 'look',
      },
      { code: 'state', about: 'Why a sign-in failed', cause: 'unknown' },
    ])
  })

  it('is there for each code that a page can be told', () => {
    const explained = new Set(readExplanations().map(({ code }) => code))
    const codes = Object.keys(problems) as ProblemCode[]
    expect(codes.filter((code) => !explained.has(code))).toEqual([])
  })
})
