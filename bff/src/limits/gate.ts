/**
 * One limit as doors see it: let this request in, or refuse it with 429 before anything is done for it. All its
 * rules are asked before any is spent, so that who is refused by one has used up nothing of another.
 *
 * A refused request costs two looks into a map and the answer. It is told when to come back, and whose count was
 * full is told to nobody but the log: on the wire stands the rule.
 */
import type { LimitName, LimitRule } from '../config/limit-rules.ts'
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import { standingOf } from '../session/standing.ts'
import type { Ledger, Page } from './ledger.ts'
import { limitField, policyField } from './rate-limit-fields.ts'
import type { KeyOf } from './who-asks.ts'

export interface Gate {
  /** @returns a promise only where a count has to be asked for @throws Problem `too-many-calls` */
  admit(ctx: Context): Promise<void> | undefined
  /** It need not have been counted: as if it had not come. */
  forgive(ctx: Context): void
}

export interface Counter {
  keyOf: KeyOf
  ledger: Ledger
}

export interface GateDeps {
  clock: Clock
  events: Pick<Events, 'emit'>
  subjectRef(iss: string, sub: string): string
}

interface Place {
  page: Page
  rule: LimitRule
}

/** From then on a caller is told how it stands: before, it is nothing to worry about. */
const nearShare = 1 / 4

export function createGate(name: LimitName, counters: readonly Counter[], deps: GateDeps): Gate {
  const policy = policyField(
    name,
    counters.map(({ ledger }) => ledger.rule),
  )

  function admit(ctx: Context): Promise<void> | undefined {
    const places: Place[] = []
    let asking: Promise<void>[] | undefined
    for (const { keyOf, ledger } of counters) {
      const key = keyOf(ctx)
      const page = key === undefined ? undefined : ledger.pageOf(key)
      if (page === undefined) continue
      places.push({ page, rule: ledger.rule })
      if (page.inHand === 0 && !page.isUsedUp) (asking ??= []).push(ledger.ask(page))
    }
    if (asking !== undefined) return Promise.all(asking).then(() => admit(ctx))
    for (const place of places) if (place.page.isUsedUp) refuse(ctx, place)
    for (const place of places) spend(ctx, place)
    return undefined
  }

  function spend(ctx: Context, place: Place): void {
    place.page.inHand--
    if (leftOf(place) < place.rule.calls * nearShare) ctx.set(fieldsOf(place))
  }

  function refuse(ctx: Context, place: Place): never {
    const { page, rule } = place
    const standing = standingOf(ctx)
    const { handle: session, iss, sub } = standing.signedIn ? standing.record : noRecord
    const subject = iss === undefined ? undefined : deps.subjectRef(iss, sub)
    const again = page.refusals++ > 0
    const fields = { where: name, by: rule.by, again, session, subject }
    deps.events.emit('request.limited', fields, ctx.state.ref)
    throw new Problem('too-many-calls', {
      retryAfter: secondsLeft(place),
      headers: fieldsOf(place),
    })
  }

  function fieldsOf(place: Place): Record<string, string> {
    const standing = limitField(name, place.rule, leftOf(place), secondsLeft(place))
    return { 'RateLimit-Policy': policy, RateLimit: standing }
  }

  const secondsLeft = ({ page }: Place) =>
    Math.max(1, Math.ceil((page.endsAtMs - deps.clock.now()) / 1000))

  return {
    admit,
    forgive(ctx) {
      for (const { keyOf, ledger } of counters) {
        const key = keyOf(ctx)
        const page = key === undefined ? undefined : ledger.pageOf(key)
        if (page === undefined || page.inHand + page.beyond >= ledger.rule.calls) continue
        page.inHand++
        page.isUsedUp = false
      }
    },
  }
}

const noRecord = { handle: undefined, iss: undefined, sub: undefined }

const leftOf = ({ page }: Place) => page.inHand + page.beyond
