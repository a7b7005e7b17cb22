import { expect, it } from 'vitest'
import { gridOf, type Outcome } from './journey-grid.ts'

const outcomes: Outcome[] = [
  { kind: 'journeys', name: 'who-is-it', configuration: 'plain', state: 'passed' },
  { kind: 'journeys', name: 'who-is-it', configuration: 'fapi2-dpop', state: 'failed' },
  { kind: 'journeys', name: 'restart', configuration: 'plain', state: 'passed' },
  { kind: 'threats', name: 'open-redirect', configuration: 'plain', state: 'passed' },
  { kind: 'threats', name: 'code-injection', configuration: 'fapi2-dpop', state: 'skipped' },
]

it('shows how journeys, and what else ran in several configurations, went in each', () => {
  expect(gridOf(outcomes, ['plain', 'fapi2-dpop', 'fapi2-mtls'])).toBe(
    [
      '                  plain  fapi2-dpop  fapi2-mtls',
      '  code-injection  ·      ·           ·',
      '  restart         ✓      ·           ·',
      '  who-is-it       ✓      ✗           ·',
    ].join('\n'),
  )
})

it('is nothing for a run in one configuration only', () => {
  const plain = outcomes.filter(({ configuration }) => configuration === 'plain')
  const strict = outcomes.filter(({ configuration }) => configuration !== 'plain')
  expect(gridOf(plain, ['plain', 'fapi2-dpop'])).toBeUndefined()
  expect(gridOf(strict, ['plain', 'fapi2-dpop'])).toBeUndefined()
})
