/**
 * Transactions: what must be remembered from the authorization request to the callback, one per `state`,
 * so that several tabs may sign in at once (AR-23). Each is a sealed cookie of this browser: page script
 * cannot read it, another browser does not have it, and nothing is stored for people who never come back.
 * What must be shared is only that a `state` was used: it is burned in the store, once (CB-02, CB-10).
 *
 * Refuses: unknown, expired, changed, repeated and foreign states. Sign-out uses the same for its return.
 */
import type { Config } from '../config/config.ts'
import type { Context } from '../http/context.ts'
import type { Ports } from '../ports.ts'
import {
  type CookieRules,
  type WayBack,
  cookiePairs,
  expireCookie,
  setCookie,
  transactionCookie,
} from '../session/cookies.ts'
import { digest } from '../storage/digest.ts'
import type { Keyring } from '../storage/keyring.ts'
import type { ProofKey } from './dpop-key.ts'
import { openToken, sealToken } from './jose.ts'

export interface Transaction {
  kind: 'login' | 'logout'
  state: string
  /** The issuer this one went to; the callback compares (RFC 9700 §4.4.2). */
  issuer: string
  returnTo: string
  nonce?: string
  codeVerifier?: string
  /** To which the code is bound, and all tokens after it (RFC 9449 §10). */
  proofKey?: ProofKey
  /** What was asked of the authentication, to be checked against what was done. */
  acrValues?: string[]
  maxAge?: number
  /** The session this browser had when it began: the Strict cookie does not come back with it (SC-08). */
  previousSession?: string
}

export interface Transactions {
  /** Sets the cookie for a new transaction, such that it will come along on its way back. */
  begin(ctx: Context, transaction: Transaction, way?: WayBack): Promise<void>
  /** The transaction of this browser with that state, to exactly one caller, once. */
  take(ctx: Context, kind: Transaction['kind'], state: string): Promise<Transaction | undefined>
}

const transactionMinutes = 10
// Cookie headers have a limit (Node's is 16 kB for all headers); abandoned sign-ins must not reach it.
const cookiesLimit = 6
const bytesLimit = 6_000

export function createTransactions(
  config: Config,
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  keyring: Keyring,
): Transactions {
  const kinds = (['query', 'form'] as const).map((way) => transactionCookie(config, way, ''))

  return {
    async begin(ctx, transaction, way = 'query') {
      const now = clock.now()
      const lifetimeMs = transactionMinutes * 60_000
      const value = await sealToken({ ...transaction }, keyring, now + lifetimeMs)
      evictOldest(ctx, value.length)
      const rules = transactionCookie(config, way, suffixOf(transaction.state, now))
      setCookie(ctx, rules, value, lifetimeMs)
    },

    async take(ctx, kind, state) {
      const mark = markOf(state)
      for (const { value, ...cookie } of pending(ctx)) {
        if (!cookie.name.endsWith(mark)) continue
        expireCookie(ctx, cookie)
        const payload = await openToken(value, keyring, clock.now())
        // Ours by its seal, so its shape is what `begin` wrote.
        const transaction = payload as unknown as Transaction | undefined
        if (transaction?.state !== state || transaction.kind !== kind) continue
        return (await burn(state)) ? transaction : undefined
      }
      return undefined
    },
  }

  /** @returns whether this call was the one that burned it */
  async function burn(state: string): Promise<boolean> {
    const version = await storage.write(digest(`state ${state}`), 'burned', new Uint8Array(), {
      ifVersion: 0,
      expiresAtMs: clock.now() + 2 * transactionMinutes * 60_000,
    })
    return version !== undefined
  }

  function evictOldest(ctx: Context, bytesToCome: number): void {
    const kept = pending(ctx).toSorted((a, b) => a.beganAt - b.beganAt)
    let bytes =
      bytesToCome + kept.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
    while (kept.length >= cookiesLimit || (bytes > bytesLimit && kept.length > 0)) {
      const { value, ...cookie } = kept.shift()!
      bytes -= cookie.name.length + value.length
      expireCookie(ctx, cookie)
    }
  }

  /** Each with the attributes it was set with: a browser on loopback `http` asks for them. */
  function pending(ctx: Context): Pending[] {
    return cookiePairs(ctx).flatMap(([name, value]) => {
      const kind = kinds.find((each) => name.startsWith(each.name))
      if (kind === undefined) return []
      const beganAt = Number.parseInt(name.slice(kind.name.length), 36) || 0
      return [{ ...kind, name, value, beganAt }]
    })
  }
}

interface Pending extends CookieRules {
  value: string
  beganAt: number
}

// The name says when it began (for eviction) and a little of the state's hash (to find it): nothing secret.
function suffixOf(state: string, nowMs: number): string {
  return Math.floor(nowMs / 1000).toString(36) + markOf(state)
}

function markOf(state: string): string {
  return `-${digest(state).slice(0, 12)}`
}
