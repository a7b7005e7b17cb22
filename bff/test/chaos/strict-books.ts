/**
 * The books of a strict authorization server: every refresh token is good for one use, and whoever shows
 * one a second time loses the whole grant (RFC 9700 §4.14.2).
 *
 * They know to which life of which process a token was handed. So when a spent token comes back, they can
 * tell a fault of ours from the one loss that nobody can prevent: its successor was handed to a process
 * that was killed with it.
 */
import { randomBytes } from 'node:crypto'

export interface Grant {
  sub: string
  nonce: string
  refreshToken: string
  /** What `refreshToken` replaced. */
  spent?: string
  handedTo: number
  revoked: boolean
}

export interface HandedOut {
  accessToken: string
  refreshToken: string
}

export function createStrictBooks() {
  const codes = new Map<string, Grant>()
  const grants = new Map<string, Grant>()
  const accessTokens = new Map<string, { sub: string; round: number }>()
  const numbers = { signIns: 0, refreshes: 0, reuses: 0 }
  const lost = new Set<string>()
  const dead = new Set<number>()
  let round = 0

  function handOut(grant: Grant, life: number): HandedOut {
    const [accessToken, refreshToken] = [secret(), secret()]
    Object.assign(grant, { spent: grant.refreshToken, refreshToken, handedTo: life })
    grants.set(refreshToken, grant)
    accessTokens.set(accessToken, { sub: grant.sub, round })
    return { accessToken, refreshToken }
  }

  return {
    numbers,
    /** Who lost a grant because its last token had been handed to a process that was killed. */
    lost: lost as ReadonlySet<string>,
    /** Each time for somebody new. */
    newCode(nonce: string): string {
      const code = secret()
      const sub = `person-${++numbers.signIns}`
      codes.set(code, { sub, nonce, refreshToken: '', handedTo: 0, revoked: false })
      return code
    },
    /** @returns what to hand out, or nothing: `invalid_grant` */
    redeem(code: string, life: number): (HandedOut & Grant) | undefined {
      const grant = codes.get(code)
      codes.delete(code)
      return grant && { ...grant, ...handOut(grant, life) }
    },
    refresh(shown: string, life: number): HandedOut | undefined {
      const grant = grants.get(shown)
      if (grant === undefined || grant.revoked) return undefined
      if (grant.refreshToken === shown) {
        numbers.refreshes += 1
        return handOut(grant, life)
      }
      grant.revoked = true
      if (grant.spent === shown && dead.has(grant.handedTo)) lost.add(grant.sub)
      else numbers.reuses += 1
      return undefined
    },
    /** That process is no more; what was handed to it, nobody else has seen. */
    died: (life: number) => void dead.add(life),
    /** Whose access token this is, and whether it had run out before this round. */
    holderOf(accessToken: string): { sub: string; stale: boolean } | undefined {
      const token = accessTokens.get(accessToken)
      return token && { sub: token.sub, stale: token.round < round }
    },
    /** From now on every token handed out so far has run out. */
    nextRound: () => void (round += 1),
  }
}

export type StrictBooks = ReturnType<typeof createStrictBooks>

function secret(): string {
  return randomBytes(24).toString('base64url')
}
