import { describe, expect, it } from 'vitest'
import { aStep } from './a-step.fixture.ts'
import { codesIn, explain, search } from './explain.ts'

const all = [
  { code: 'login-failed', about: 'Codes', cause: 'not acceptable' },
  { code: 'state', about: 'Why a sign-in failed', cause: 'unknown' },
  {
    code: 'id-token',
    about: 'Why a sign-in failed',
    cause: 'the nonce is another',
    whatToDo: 'look',
  },
]
const codesOf = (found: typeof all) => found.map(({ code }) => code)

describe('an error', () => {
  it('is explained by its codes, in their order', () => {
    expect(codesOf(explain(all, ['login-failed', 'id-token', 'nobody-knows']))).toEqual([
      'login-failed',
      'id-token',
    ])
  })

  it('is found by its code alone, or by a word', () => {
    expect(codesOf(search(all, ' State '))).toEqual(['state'])
    expect(codesOf(search(all, 'nonce'))).toEqual(['id-token'])
    expect(search(all, '')).toHaveLength(3)
  })

  it('has the codes of its flow, each once', () => {
    const steps = [
      aStep({ codes: ['login-failed', 'state'] }),
      aStep(),
      aStep({ codes: ['state'] }),
    ]
    expect(codesIn(steps)).toEqual(['login-failed', 'state'])
  })
})
