/**
 * Revokes what a session held, at the authorization server (RFC 7009): the refresh token, which takes its
 * access tokens along (§2.1), or the access token if that is all there is. Best effort: it keeps nobody
 * waiting and its failure is told, never thrown (LO-03). `settled` lets a shutdown wait for the last ones.
 */
import type { Events } from '../events.ts'
import type { StoredRecord } from '../storage/storage.ts'
import type { Client } from './client-verbs.ts'
import type { TokenVault } from './token-vault.ts'

export interface Revocation {
  revoke(tokens: StoredRecord, session: string, ref?: string): void
  settled(): Promise<void>
}

export function createRevocation(client: Client, vault: TokenVault, events: Events): Revocation {
  const running = new Set<Promise<void>>()
  return {
    revoke(tokens, session, ref) {
      const work = revokeTokens(tokens, session, ref).finally(() => running.delete(work))
      running.add(work)
    },
    async settled() {
      await Promise.all(running)
    },
  }

  async function revokeTokens(record: StoredRecord, session: string, ref?: string): Promise<void> {
    try {
      const { tokens } = vault.open(record)
      if (tokens.refreshToken) return await client.revoke(tokens.refreshToken, 'refresh_token')
      for (const { token } of Object.values(tokens.access)) {
        await client.revoke(token, 'access_token')
      }
    } catch (cause) {
      events.emit('token.revocation-failed', { session, cause }, ref)
    }
  }
}
