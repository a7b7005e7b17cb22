/**
 * What a caller is told of its limits, so that a well-meant one can slow down by itself: `RateLimit-Policy` what
 * the rules are, `RateLimit` how it stands with the one that is near (draft-ietf-httpapi-ratelimit-headers-11;
 * lists of strings with parameters, RFC 9651). Names of rules are ours and hold no character to escape.
 */
import type { LimitRule } from '../config/limit-rules.ts'

/** `"ordinary-session";q=1200;w=60` for each rule: the quota, and the window in seconds. */
export function policyField(name: string, rules: readonly LimitRule[]): string {
  return rules.map(({ by, calls, seconds }) => `"${name}-${by}";q=${calls};w=${seconds}`).join(', ')
}

/** `"ordinary-session";r=12;t=30`: what is left, and for how many seconds that is all. */
export function limitField(name: string, { by }: LimitRule, left: number, seconds: number): string {
  return `"${name}-${by}";r=${left};t=${seconds}`
}
