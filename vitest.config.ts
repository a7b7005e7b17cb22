/**
 * One runner. `unit`: beside the file, pure. `bff`: the whole BFF against real servers on loopback. `two`:
 * its journeys and threats with two instances. `e2e`: the built product in a real Chromium. And the journeys
 * once more in each configuration of an authorization server, from opaque tokens to FAPI 2.0.
 *
 * Nothing is isolated: files share what they import – and the browser tests of a worker their Chromium –, not
 * what they open. A fresh BFF and world each, and minutes saved.
 */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { type ConfigurationName, configurations } from './bff/dev/configurations.ts'
import { journeyGrid } from './bff/test/journey-grid.ts'

/** A test that asserts nothing would be green whatever happens. */
const expect = { requireAssertions: true }

/** For what would never end. What is merely slow, on a machine with more to do, shall not fail by it. */
const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 }

/** Journeys that open no house: the same in every configuration, or about the process itself. */
const tellOnce = [
  'in-production',
  'lifetimes-and-endings',
  'sessions-cut',
  'sessions-operator',
].map((name) => `bff/test/journeys/${name}.test.ts`)

/** Not worth telling before two instances: it has processes of its own, or never gets past the parser. */
const oneIsEnough = [
  'journeys/client-keys-operator.test.ts',
  'journeys/in-production.test.ts',
  'threats/flood-over-workers.test.ts',
  'threats/raw-sockets/**',
].map((name) => `bff/test/${name}`)

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
      ...timeouts,
    },
  }
}

export default defineConfig({
  test: {
    passWithNoTests: false,
    // Also on two cores, where vitest would run one: tests wait for servers, browsers and processes.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          isolate: false,
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
          isolate: false,
          include: ['bff/test/**/*.test.ts'],
          ...timeouts,
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
          exclude: oneIsEnough,
          ...timeouts,
        },
      },
      ...others.map(inConfiguration),
      {
        test: {
          name: 'e2e',
          expect,
          globalSetup: 'web/e2e/setup.ts',
          include: ['web/e2e/**/*.test.ts'],
          // Where nobody is there to look, a browser that stumbles over the rest of the machine gets a second
          // try, and the report says so (`retry x1`): a race to be found. At a desk the first failure counts.
          retry: process.env.CI ? 1 : 0,
          ...timeouts,
          isolate: false,
        },
      },
    ],
  },
})
