/**
 * One runner. `unit`: beside the file, pure. `bff`: the whole BFF against real servers on loopback. `two`:
 * its journeys and threats with two instances. `e2e`: the built product in a real Chromium. And the journeys
 * once more in each configuration of an authorization server, from opaque tokens to FAPI 2.0.
 */
import { defineConfig } from 'vitest/config'
import { type ConfigurationName, configurations } from './bff/dev/configurations.ts'
import { journeyGrid } from './bff/test/journey-grid.ts'

/** A test that asserts nothing would be green whatever happens. */
const expect = { requireAssertions: true }

/** Journeys that open no house: the same in every configuration, or about the process itself. */
const tellOnce = [
  'in-production',
  'lifetimes-and-endings',
  'sessions-cut',
  'sessions-operator',
].map((name) => `bff/test/journeys/${name}.test.ts`)

/** Threats that are tried at a real authorization server. */
const threatsToo = ['code-injection', 'confused-token'].map(
  (name) => `bff/test/threats/${name}.test.ts`,
)

const others = Object.keys(configurations).filter((name) => name !== 'plain') as ConfigurationName[]

function inConfiguration(configuration: ConfigurationName) {
  return {
    test: {
      name: configuration,
      expect,
      isolate: false,
      provide: { configuration },
      include: ['bff/test/journeys/**/*.test.ts', ...threatsToo],
      exclude: tellOnce,
      testTimeout: 20_000,
      hookTimeout: 30_000,
    },
  }
}

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          // Stylesheets as they are, not emptied: a test measures the contrasts of the colours.
          css: true,
          include: ['{shared,bff,web}/src/**/*.test.{ts,tsx}', 'bff/dev/**/*.test.ts'],
        },
      },
      {
        plugins: [journeyGrid('bff')],
        test: {
          name: 'bff',
          expect,
          // Files share what they import, not what they open: a fresh BFF and world each, minutes saved.
          isolate: false,
          include: ['bff/test/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        // The same stories and attacks again, with two instances on Redis in place of one (CD-09).
        test: {
          name: 'two',
          expect,
          isolate: false,
          globalSetup: 'bff/test/two-instances.setup.ts',
          include: ['bff/test/{journeys,threats}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      ...others.map(inConfiguration),
      {
        test: {
          name: 'e2e',
          expect,
          globalSetup: 'web/e2e/setup.ts',
          include: ['web/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          isolate: false,
        },
      },
    ],
  },
})
