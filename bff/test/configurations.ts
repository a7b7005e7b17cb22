/**
 * The configuration that this run is about: journeys run once in each (vitest.config.ts), and a house opens
 * in the one that is on. Journeys of a provider with ways of its own are told once, in `plain`.
 */
import { inject, type RunnerTestCase, TestRunner } from 'vitest'
import type { ConfigurationName } from '../dev/configurations.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    configuration: ConfigurationName
  }
}

export const configuration = inject('configuration') ?? 'plain'

/** Skips the running test in every other configuration. */
export function onlyIn(...names: ConfigurationName[]): void {
  if (names.includes(configuration)) return
  TestRunner.getCurrentTest<RunnerTestCase | undefined>()?.context.skip(
    `in ${names.join(', ')} only`,
  )
}
