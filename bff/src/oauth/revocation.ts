/**
 * Revokes what a session held, at the authorization server (RFC 7009): the refresh token, which takes its
 * access tokens along (§2.1), and the access tokens where there is none, or that were exchanged. Best effort: it keeps nobody
 * waiting and its failure is told, never thrown (LO-03). `settled` lets a shutdown wait for the last ones.
 */
import type { Events } from '../events.ts'
import type { StoredRecord } from '../storage/storage.ts'
import { isObtained } from './obtained-token.ts'
import type { Providers } from './providers.ts'
import type { Grant } from './token-set.ts'
import type { TokenVault } from './token-vault.ts'

export interface Revocation {
  revoke(tokens: StoredRecord, issuer: string, session: string, ref?: string): void
  /** The same for a grant that came too late to be kept. */
  revokeGrant(grant: Grant, issuer: string, session: string): void
  settled(): Promise<void>
}

export function createRevocation(
  providers: Pick<Providers, 'of'>,
  vault: TokenVault,
  events: Events,
): Revocation {
  const running = new Set<Promise<void>>()
  return {
    revoke(record, issuer, session, ref) {
      const { tokens } = vault.open(record)
      const access = Object.entries(tokens.access)
        .filter(([key]) => tokens.refreshToken === undefined || isObtained(key))
        .map(([, { token }]) => token)
      start(revokeTokens(issuer, tokens.refreshToken, access, session, ref))
    },
    revokeGrant({ refreshToken, accessToken }, issuer, session) {
      const access = refreshToken === undefined ? [accessToken] : []
      start(revokeTokens(issuer, refreshToken, access, session))
    },
    async settled() {
      await Promise.all(running)
    },
  }

  function start(task: Promise<void>): void {
    const work = task.finally(() => running.delete(work))
    running.add(work)
  }

  async function revokeTokens(
    issuer: string,
    refreshToken: string | undefined,
    accessTokens: string[],
    session: string,
    ref?: string,
  ): Promise<void> {
    // Whom we do not know any more gets nothing of ours; its tokens run out by themselves.
    const client = providers.of(issuer)?.client
    if (client === undefined) return
    try {
      if (refreshToken !== undefined) await client.revoke(refreshToken, 'refresh_token')
      for (const token of accessTokens) await client.revoke(token, 'access_token')
    } catch (cause) {
      events.emit('token.revocation-failed', { session, cause }, ref)
    }
  }
}
