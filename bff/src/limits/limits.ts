/**
 * Fair use: how often what may be asked, by whom (RATE_LIMIT_…, docs/fair-use.md). After it there is a gate for
 * each limit that has a rule, and none for the others: what is not limited asks nobody and costs nothing.
 *
 * In terms of the house, `{auth | api} → limits → session → storage`: doors ask their gate first thing; it knows
 * who stands there, and nothing of tokens. How many calls may be under way at once is another matter
 * (api/under-way.ts), answered with the same problem.
 */
import type { Config } from '../config/config.ts'
import type { CountedBy, LimitName, LimitRule } from '../config/limit-rules.ts'
import type { Context } from '../http/context.ts'
import type { Counts } from '../ports.ts'
import { standingOf } from '../session/standing.ts'
import type { Keyring } from '../storage/keyring.ts'
import { createMemoryCounts } from './counts.ts'
import { type Counter, type Gate, type GateDeps, createGate } from './gate.ts'
import { createLedger } from './ledger.ts'
import { createKeys, type KeyOf } from './who-asks.ts'

/** By name; absent where nothing is limited. */
export type Limits = Partial<Record<LimitName, Gate>>

export interface LimitsDeps extends GateDeps {
  config: Pick<Config, 'limits' | 'trustedProxies'>
  keyring: Pick<Keyring, 'fingerprint'>
  /** Absent: this process counts for itself. */
  counts?: Counts | undefined
}

export function createLimits({
  config,
  counts = createMemoryCounts(),
  ...deps
}: LimitsDeps): Limits {
  const { clock, keyring } = deps
  const keys = createKeys(config)
  const counterFor = (name: LimitName, rule: LimitRule): Counter => {
    const { by, calls } = rule
    const isCall = name === 'ordinary' || name === 'costly'
    return {
      keyOf: isCall && by === 'address' ? unlessSignedIn(keys[by]) : keys[by],
      ledger: createLedger(rule, {
        clock,
        add: counts.add,
        nameOf: (key) => nameOf(keyring, name, by, key),
        // A sign-in is worth a round trip each; of calls a twentieth is free, and another taken in one.
        portion: isCall ? Math.ceil(calls / 20) : 1,
        credit: isCall ? Math.floor(calls / 20) : 0,
      }),
    }
  }
  const gates = Object.entries(config.limits) as [LimitName, readonly LimitRule[]][]
  return Object.fromEntries(
    gates
      .filter(([, rules]) => rules.length > 0)
      .map(([name, rules]) => {
        const counters = rules.map((rule) => counterFor(name, rule))
        return [name, createGate(name, counters, deps)] as const
      }),
  )
}

/** Who is signed in is told apart by that: behind one address there may be a whole company. */
function unlessSignedIn(keyOf: KeyOf): KeyOf {
  return (ctx: Context) => (standingOf(ctx).signedIn ? undefined : keyOf(ctx))
}

/** Addresses and ids are few enough to be tried out, so nothing but a keyed hash leaves us. */
function nameOf(
  keyring: Pick<Keyring, 'fingerprint'>,
  name: LimitName,
  by: CountedBy,
  key: string,
): string {
  return `${name}:${by}:${keyring.fingerprint('limit', key)}`
}
