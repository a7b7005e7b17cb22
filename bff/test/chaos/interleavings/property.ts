/**
 * The property and how often it is tried: whatever is done, and whatever comes after what, nothing goes
 * against the oracle. `INTERLEAVINGS_SEED` and `INTERLEAVINGS_RUNS` take another seed and more runs; a
 * failure names its own.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import { readConfig } from '../../../src/config/read-config.ts'
import { issuer } from './authorization-server.ts'
import { type Weights, programs } from './commands.ts'
import { play } from './play.ts'
import type { WorldTraits } from './world.ts'

/** All together, each of the four houses gets its quarter. */
const runsDefault = 10_000
const seedDefault = 20_261_120
const houses = 4

const traits = fc.record<WorldTraits>({
  instances: fc.constantFrom(2, 2, 2, 3),
  strictServer: fc.constantFrom(true, true, true, false),
})

export async function holdsFor(weights: Weights): Promise<void> {
  const seed = Number(process.env['INTERLEAVINGS_SEED'] ?? seedDefault)
  const numRuns = Math.ceil(Number(process.env['INTERLEAVINGS_RUNS'] ?? runsDefault) / houses)
  const config = readConfig(settings, [])
  console.log(`${numRuns} interleavings of ${Object.keys(weights).join(', ')}; seed ${seed}`)
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), traits, programs(weights), async (scheduler, ...world) => {
      expect(await play(scheduler, config, ...world)).toEqual([])
    }),
    { seed, numRuns },
  )
}

const settings = {
  NODE_ENV: 'development',
  APP_ORIGIN: 'http://localhost:3000',
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: 'us',
  OIDC_CLIENT_SECRET: 'a secret of the test',
  // Short, since a lease lasts as long, and a lease that nobody holds any more has to be sat out.
  OIDC_TIMEOUT_SECONDS: '6',
  SESSION_KEYS: 'HGS9gS9BDGLDNR4oJj5xwvw1PVzIvN1kyuJ1tSbl8g4',
  STORE_URL: 'memory:',
}
