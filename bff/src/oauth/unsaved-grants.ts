/**
 * Grants that were received and could not be saved, because the store failed just then. The old refresh
 * token is spent, so asking again would end the session; instead whoever comes with it in the next half
 * minute gets the kept answer, and tries to save it. In this process only: what could share it is down.
 */
import { digest } from '../storage/digest.ts'
import type { Clock } from '../ports.ts'
import type { RefreshGrant } from './client-verbs.ts'

export interface UnsavedGrants {
  keep(oldRefreshToken: string, resourceKey: string, grant: RefreshGrant): void
  find(oldRefreshToken: string, resourceKey: string): RefreshGrant | undefined
  drop(oldRefreshToken: string, resourceKey: string): void
}

const keptMs = 30_000
const countLimit = 10_000

export function createUnsavedGrants(clock: Clock): UnsavedGrants {
  const kept = new Map<string, { grant: RefreshGrant; untilMs: number }>()
  const nameOf = (token: string, key: string) => digest(JSON.stringify([token, key]))

  return {
    keep(token, key, grant) {
      forgetOld()
      kept.set(nameOf(token, key), { grant, untilMs: clock.now() + keptMs })
    },
    find(token, key) {
      const found = kept.get(nameOf(token, key))
      return found && clock.now() < found.untilMs ? found.grant : undefined
    },
    drop(token, key) {
      kept.delete(nameOf(token, key))
    },
  }

  /** A Map remembers the order of arrival, so the old ones stand in front. */
  function forgetOld(): void {
    for (const [name, { untilMs }] of kept) {
      if (clock.now() < untilMs && kept.size < countLimit) return
      kept.delete(name)
    }
  }
}
