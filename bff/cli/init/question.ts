/**
 * One thing to be told: by a flag, or by an answer when somebody is there to ask. What it may look like is
 * judged by the tables of `src/config`, so that nothing is taken here that a start would refuse.
 */
import type { Setting } from '../../src/config/setting.ts'

export interface Question {
  /** `domain` is `--domain` on the command line. */
  flag: string
  asks: string
  example?: string
  /** What holds when nothing is said. */
  usual?: string
  optional?: true
  /** Typed without an echo, never shown and never a flag: the command line is in everybody's process list. */
  secret?: true
  /** Why it cannot be that, or nothing. */
  fault?(value: string): string | undefined
}

/** @returns what the BFF itself would say of this value */
export function faultBy({ value: schema }: Setting): (value: string) => string | undefined {
  return (value) => schema.safeParse(value).error?.issues[0]?.message
}

/** RFC 1123 §2.1, with a port where there is one. A whole URL here would end up in the middle of another. */
export function hostFault(value: string): string | undefined {
  const url = URL.parse(`https://${value}/`)
  const isBare = url !== null && url.host === value.toLowerCase()
  return isBare ? undefined : 'must be a host name alone, like id.example.com'
}

/** Part of a path: what would end it, or begin another part, is refused and not encoded. */
export function segmentFault(value: string): string | undefined {
  return /^[\w.~-]+$/.test(value) ? undefined : 'must be letters, digits, - . _ or ~'
}
