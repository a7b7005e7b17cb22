/**
 * One rule, kept: for each who asks a page with what may still be spent in this window. The count itself is
 * elsewhere (counts.ts) and shared; from there a page gets calls a portion at a time, counted before they are
 * spent. So most calls cost a look into a map: no promise, no round trip. What another instance took and did not
 * spend is lost until the window ends, less the nearer the end of the quota is, since portions shrink.
 *
 * A new page may have a credit, which is counted only when it is used up. Whoever stays below it, as nearly
 * everybody does, is asked for nowhere; in return each further instance may admit that much above the rule. Without
 * credit the sum of what all instances admit never exceeds it.
 *
 * Pages are bounded. Whoever can come from more addresses than there are pages is not held off by counting them,
 * and nobody else shall be kept out for it: then newcomers are not counted at all.
 */
import type { LimitRule } from '../config/limit-rules.ts'
import type { Clock, Counts } from '../ports.ts'

export interface Page {
  readonly key: string
  /** Counted already, to be spent here. */
  inHand: number
  /** Of what was had, not counted yet. */
  owed: number
  /** What was left for all when that was asked. */
  beyond: number
  endsAtMs: number
  /** Asked, and there was nothing. */
  isUsedUp: boolean
  /** How often somebody was refused by it. */
  refusals: number
  asking: Promise<void> | undefined
  /** How many want to know. */
  waiting: number
}

export interface Ledger {
  rule: LimitRule
  /** @returns undefined for who is not counted */
  pageOf(key: string): Page | undefined
  /** Gets the next portion. Whoever comes meanwhile waits for the same. */
  ask(page: Page): Promise<void>
}

export interface LedgerOptions {
  clock: Clock
  add: Counts['add']
  /** What the key is called where it is counted: nobody's address or session may stand there. */
  nameOf(key: string): string
  /** The most that is taken at once; 1 where each is worth a round trip. */
  portion: number
  credit?: number
  mostPages?: number
}

export function createLedger(rule: LimitRule, options: LedgerOptions): Ledger {
  const { clock, add, nameOf, portion, credit = 0, mostPages = 50_000 } = options
  const { calls, seconds } = rule
  const pages = new Map<string, Page>()

  return {
    rule,
    pageOf(key) {
      const now = clock.now()
      const page = pages.get(key)
      if (page !== undefined && page.endsAtMs > now) return page
      pages.delete(key) // so that the oldest stand first
      forgetOver(pages, now)
      return pages.size < mostPages ? open(key, now) : undefined
    },
    ask(page) {
      page.waiting++
      return (page.asking ??= take(page).finally(() => (page.asking = undefined)))
    },
  }

  function open(key: string, now: number): Page {
    const endsAtMs = now + seconds * 1000
    const page: Page = {
      key,
      inHand: credit,
      owed: credit,
      beyond: calls - credit,
      endsAtMs,
      isUsedUp: false,
      refusals: 0,
      asking: undefined,
      waiting: 0,
    }
    pages.set(key, page)
    return page
  }

  async function take(page: Page): Promise<void> {
    await Promise.resolve() // a crowd that was let go at once comes back at once: one question for all of it
    const speculative = Math.min(portion, Math.ceil(page.beyond / 4))
    const wanted = Math.max(1, speculative, Math.min(page.waiting, page.beyond))
    const { total, endsInMs } = await add(nameOf(page.key), page.owed + wanted, seconds)
    page.waiting = 0 // whoever came meanwhile asks anew
    page.owed = 0
    const got = Math.min(wanted, Math.max(0, calls - (total - wanted)))
    page.inHand += got
    page.beyond = Math.max(0, calls - total)
    page.isUsedUp = page.inHand === 0
    page.endsAtMs = clock.now() + endsInMs
  }
}

function forgetOver(pages: Map<string, Page>, now: number): void {
  for (const [key, { endsAtMs, asking }] of pages) {
    if (endsAtMs > now || asking !== undefined) return
    pages.delete(key)
  }
}
