/** A sign-in at an emulated server of one vendor: the liar, with that vendor's ways, and its preset. */
import { expect } from 'vitest'
import type { PresetName } from '../../src/config/presets/presets.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { type Answer, page, type Seen } from '../conformance/liar/wire.ts'
import { type Encounter, type EncounterOptions, openEncounter } from '../conformance/sign-in.ts'

export function encounterAs(
  provider: PresetName,
  lie: Partial<Lies> = {},
  { env, ...options }: EncounterOptions = {},
): Promise<Encounter> {
  return openEncounter(lie, { ...options, env: { OIDC_PROVIDER: provider, ...env } })
}

/** What was asked for at the authorization endpoint, the first time. */
export function requestTo({ liar }: Pick<Encounter, 'liar'>): URLSearchParams {
  const [first] = liar.seen.authorize
  expect(first).toBeDefined()
  return first!.url.searchParams
}

/** An authorization endpoint that shows an error page when this is so. */
export function refusing(isRefused: (asked: URLSearchParams) => boolean): Partial<Lies> {
  const authorize = (answer: Answer, request: Seen) =>
    isRefused(request.url.searchParams) ? page('invalid_request') : answer
  return { wire: { authorize } }
}
