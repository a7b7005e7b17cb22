import { expect, it } from 'vitest'
import { gridOf, type Outcome } from './journey-grid.ts'

const outcomes: Outcome[] = [
  { name: 'who-is-it', configuration: 'plain', state: 'passed' },
  { name: 'who-is-it', configuration: 'fapi2-dpop', state: 'failed' },
  { name: 'two-secrets', configuration: 'plain', state: 'passed' },
  { name: 'two-secrets', configuration: 'fapi2-dpop', state: 'skipped' },
  { name: 'open-redirect', configuration: 'plain', state: 'passed' },
]

it('shows what ran in several configurations, and how it went in each', () => {
  expect(gridOf(outcomes, ['plain', 'fapi2-dpop', 'fapi2-mtls'])).toBe(
    [
      '               plain  fapi2-dpop  fapi2-mtls',
      '  two-secrets  ✓      ·           ·',
      '  who-is-it    ✓      ✗           ·',
    ].join('\n'),
  )
})

it('is nothing for a run in one configuration only', () => {
  const plain = outcomes.filter(({ configuration }) => configuration === 'plain')
  const strict = outcomes.filter(({ configuration }) => configuration !== 'plain')
  expect(gridOf(plain, ['plain', 'fapi2-dpop'])).toBeUndefined()
  expect(gridOf(strict, ['plain', 'fapi2-dpop'])).toBeUndefined()
})
