/** The short form of `pnpm soak`. What only long runs show is the long form's business. */
import { expect, it } from 'vitest'
import { runSoak } from '../bench/soak/run-soak.ts'

it('mixed traffic leaves nothing behind [PX-26]', { timeout: 90_000 }, async () => {
  const { faults, done } = await runSoak({ minutes: 0.2, growthPercent: 15, tell: () => {} })
  expect(faults).toEqual([])
  expect(Object.keys(done)).toHaveLength(9)
})
