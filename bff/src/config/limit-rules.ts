/**
 * A limit as an operator writes it: `session:1200/60,address:600/60`, for each of whom it counts how many in how
 * many seconds; or `off`. Whoever is named twice, nothing at all, and a window longer than a day are refused:
 * a limit that nobody reaches or that lasts until tomorrow is a slip of the pen.
 */

/** By what requests are told apart: one sign-in, one person in all their sign-ins, one network address. */
export const countedBy = ['session', 'subject', 'address'] as const
export type CountedBy = (typeof countedBy)[number]

/** The last two are classes of calls to APIs, named in the resource table. */
export type LimitName = 'sign-in' | 'callback' | 'backchannel-logout' | 'ordinary' | 'costly'

export interface LimitRule {
  by: CountedBy
  calls: number
  seconds: number
}

/** A request that was refused by a rule, for whoever listens to events. */
export interface OneTooMany {
  where: LimitName
  by: CountedBy
  /** Not the first in this window. */
  again: boolean
  /** Their public names, where somebody was signed in. */
  session?: string | undefined
  subject?: string | undefined
}

const longestSeconds = 24 * 60 * 60
const form = /^(\w+):([1-9]\d{0,8})\/([1-9]\d{0,4})$/

export function limitFault(text: string): string | undefined {
  if (text === 'off') return undefined
  const rules = text.split(',').map(ruleIn)
  const isSound = rules.every((rule) => rule !== undefined && rule.seconds <= longestSeconds)
  if (!isSound || new Set(rules.map((rule) => rule?.by)).size < rules.length) {
    return `must be off, or for each of ${countedBy.join(', ')} at most once how many in how many seconds, a day at most: session:1200/60,address:600/60`
  }
  return undefined
}

/** Of a text without a fault. */
export function limitRules(text: string): LimitRule[] {
  if (text === 'off') return []
  return text.split(',').flatMap((each) => ruleIn(each) ?? [])
}

function ruleIn(text: string): LimitRule | undefined {
  const [, who, calls, seconds] = form.exec(text.trim()) ?? []
  const by = countedBy.find((known) => known === who)
  return by === undefined ? undefined : { by, calls: Number(calls), seconds: Number(seconds) }
}
