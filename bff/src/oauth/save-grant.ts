/**
 * Saves what a refresh gave. The old refresh token is spent by now, so giving up means losing the session:
 * when the store fails, or the lease ran out under us, this goes on trying for half a minute – still under
 * the lease, so that no instance spends the old token a second time, which would revoke the grant.
 * `onTrouble` hears of it at the first failure, so that nobody has to wait that long for an answer.
 */
import { Problem } from '../http/problem.ts'
import type { Ports } from '../ports.ts'
import type { Lifetime } from '../session/lifetime.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { Storage } from '../storage/storage.ts'
import type { RefreshGrant } from './client-verbs.ts'
import { type ResourceNeeds, resourceKey } from './resource-needs.ts'
import { type AccessToken, isExpired, withGrant } from './token-set.ts'
import type { HeldTokens, TokenVault } from './token-vault.ts'

export interface GrantToSave {
  standing: SignedInStanding
  held: HeldTokens
  resource: ResourceNeeds
  grant: RefreshGrant
}

export interface SaveGrantDeps {
  lifetime: Lifetime
  ports: Pick<Ports, 'clock' | 'wait'> & { storage: Pick<Storage, 'lease'> }
  vault: TokenVault
  /** Best effort, in the background. */
  revokeGrant(grant: RefreshGrant, issuer: string, session: string): void
}

export type SaveGrant = (
  save: GrantToSave,
  fence: number,
  onTrouble: (refusal: unknown) => void,
) => Promise<AccessToken>

const tryForMs = 30_000
const tryEveryMs = 250

export function createSaveGrant({ lifetime, ports, vault, revokeGrant }: SaveGrantDeps): SaveGrant {
  const { clock, storage, wait } = ports

  return async (save, firstFence, onTrouble) => {
    const giveUpAtMs = clock.now() + tryForMs
    let fence: number | undefined = firstFence
    for (;;) {
      const trouble = await attempt(save, fence)
      if ('token' in trouble) return trouble.token
      onTrouble(trouble.refusal)
      if (clock.now() >= giveUpAtMs) throw trouble.refusal
      await wait(tryEveryMs)
      if (trouble.isLate)
        fence = await storage.lease(save.standing.id, tryEveryMs * 8).catch(() => fence)
    }
  }

  async function attempt(save: GrantToSave, fence: number | undefined) {
    try {
      const token = fence === undefined ? undefined : await saved(save, fence)
      if (token !== undefined) return { token }
      const refusal = new Problem('provider-unreachable', { why: 'lease-lost', retryAfter: 1 })
      return { refusal, isLate: true }
    } catch (refusal) {
      if (!(refusal instanceof Problem) || refusal.code !== 'store-unreachable') throw refusal
      return { refusal, isLate: false }
    }
  }

  /** @returns undefined when the lease is no longer ours and nobody else has written meanwhile */
  async function saved({ standing, held, resource, grant }: GrantToSave, fence: number) {
    const { id, record } = standing
    const now = clock.now()
    const key = resourceKey(resource)
    const tokens = withGrant(held.tokens, key, grant, resource.scope ?? record.scope, now)
    const expiresAtMs = lifetime.storeUntilMs(lifetime.expiresAtMs(record, now))
    const ours = await vault.keep(id, tokens, { ifVersion: held.version, expiresAtMs, fence })
    if (ours) return tokens.access[key]
    // A lost race means that somebody saved a newer set: theirs is the truth (TS-09).
    const truth = await vault.read(id)
    if (truth?.version === held.version) return undefined
    const token = truth?.tokens.access[key]
    if (token !== undefined && !isExpired(token, now)) return token
    // Theirs was for another resource: the next caller asks for this one with what they saved.
    if (truth !== undefined) {
      throw new Problem('provider-unreachable', { why: 'lease-lost', retryAfter: 1 })
    }
    // Ended meanwhile: what was just granted must not stay alive at the server (TS-13).
    revokeGrant(grant, record.iss, record.handle)
    throw new Problem('session-ended')
  }
}
