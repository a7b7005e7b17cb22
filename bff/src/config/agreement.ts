/**
 * Judges what no setting can know alone: whether they fit together. Looks only at values that are right
 * by themselves; a wrong one has been told already.
 */
import type { Fault } from './config-error.ts'
import { isPrivateStore } from './store-url.ts'
import type { OidcConfig } from './config.ts'
import { providerFaults } from './provider-agreement.ts'
import type { HouseValues } from './settings.ts'

export function disagreements(
  values: Partial<HouseValues>,
  providers: readonly Partial<OidcConfig>[],
): Fault[] {
  return [
    ...productionFaults(values, providers),
    ...sessionFaults(values),
    ...workerFaults(values),
    ...providerFaults(providers),
  ]
}

/** Exceptions for development are impossible in production (ASVS 12.2.1, 13.4.2), not merely off. */
function productionFaults(
  { NODE_ENV, APP_ORIGIN, STORE_URL }: Partial<HouseValues>,
  providers: readonly Partial<OidcConfig>[],
) {
  if (NODE_ENV !== 'production') return []
  const faults: Fault[] = []
  const says = 'must use https in production; on your own machine set NODE_ENV=development'
  if (APP_ORIGIN?.startsWith('http:')) faults.push({ name: 'APP_ORIGIN', says })
  for (const { issuer } of providers) {
    if (issuer?.startsWith('http:')) faults.push({ name: 'OIDC_ISSUER', says })
  }
  if (STORE_URL === 'memory:') {
    faults.push({
      name: 'STORE_URL',
      says: 'must not be memory: in production, where a restart would sign everyone out; use sqlite:<file>',
    })
  }
  if (STORE_URL !== undefined && !isPrivateStore(STORE_URL)) {
    faults.push({
      name: 'STORE_URL',
      says: 'must use TLS and a password beyond this machine: rediss://user:password@host',
    })
  }
  return faults
}

/** What one process remembers, no other knows: every second request would come from a stranger. */
function workerFaults({ WEB_CONCURRENCY = 1, STORE_URL }: Partial<HouseValues>): Fault[] {
  if (WEB_CONCURRENCY === 1 || STORE_URL !== 'memory:') return []
  return [
    { name: 'STORE_URL', says: 'must not be memory: with several workers; use sqlite:<file>' },
  ]
}

function sessionFaults(values: Partial<HouseValues>): Fault[] {
  const { SESSION_IDLE_SECONDS: idle, SESSION_ABSOLUTE_SECONDS: absolute } = values
  if (idle === undefined || absolute === undefined || absolute >= idle) return []
  return [{ name: 'SESSION_ABSOLUTE_SECONDS', says: 'must not be less than SESSION_IDLE_SECONDS' }]
}
