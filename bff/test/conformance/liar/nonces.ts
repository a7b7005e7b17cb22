/**
 * The nonces a server gives out for DPoP proofs (RFC 9449 §8): none, one that stays good, or a new one
 * with every answer, after which only the newest is good – the hardest case a client meets (§8.2).
 */
import { randomBytes } from 'node:crypto'

export type NonceRule = 'none' | 'stays' | 'changes'

export interface Nonces {
  isGood(nonce: unknown): boolean
  /** What goes along with an answer; moves on where they change. */
  next(): Record<string, string>
}

export function createNonces(rule: () => NonceRule): Nonces {
  const draw = () => `liar-nonce-${randomBytes(12).toString('base64url')}`
  let current = draw()
  return {
    isGood: (nonce) => rule() === 'none' || nonce === current,
    next() {
      if (rule() === 'none') return {}
      if (rule() === 'changes') current = draw()
      return { 'dpop-nonce': current }
    },
  }
}
