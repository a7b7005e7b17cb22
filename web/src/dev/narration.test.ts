import { describe, expect, it } from 'vitest'
import { aStep } from './a-step.fixture.ts'
import { narrate } from './narration.ts'

const secret = (name: string, why: string) =>
  ({ name, kind: 'secret', text: '', mark: 'a', why }) as const

describe('narrate', () => {
  it('says who, by which way, what, and why it is there', () => {
    const step = aStep({
      note: 'Somebody pressed a button.',
      params: [
        { name: 'client_id', kind: 'public', text: 'a', why: 'Who asks.' },
        secret('state', 'Ties.'),
      ],
    })
    expect(narrate(step)).toEqual([
      'Browser to BFF, front channel: GET /auth/login.',
      'Somebody pressed a button.',
      'state: Ties.',
    ])
  })

  it('names three reasons at the most, and none that is not known', () => {
    const unknown = secret('x', 'Nothing this inspector knows, so it is treated as a secret.')
    const params = [unknown, ...['a', 'b', 'c', 'd'].map((name) => secret(name, 'Why.'))]
    expect(narrate(aStep({ params })).slice(1)).toEqual(['a: Why.', 'b: Why.', 'c: Why.'])
  })

  it('counts the checks that hold, and names those that do not', () => {
    const good = { name: 'state', passed: true, says: 'Ours.' }
    expect(narrate(aStep({ checks: [good, good] })).at(-1)).toBe('2 checks, and all of them hold.')
    const bad = { name: 'nonce', passed: false, says: 'The one we sent.' }
    expect(narrate(aStep({ checks: [good, bad] })).at(-1)).toBe(
      'This does not hold: nonce. The one we sent.',
    )
  })

  it('tells a decision, what nobody saw, and the store for what they are', () => {
    const first = (change: Parameters<typeof aStep>[0]) => narrate(aStep(change))[0]
    expect(first({ from: 'bff', title: 'Everything holds' })).toBe(
      'The BFF decides: Everything holds.',
    )
    expect(first({ inferred: true })).toContain('it follows from what came after')
    expect(first({ from: 'bff', to: 'store', channel: 'store', title: 'Store: read' })).toBe(
      'The BFF does this in its store, where no browser looks: read.',
    )
  })
})
