/**
 * The strictest authorization server there is: every refresh token is good for one use, and whoever shows
 * one a second time loses the whole grant (RFC 9700 §4.14.2). It is slow on purpose, before and after it
 * has rotated, and whoever asks is signed in at once, each time as somebody new.
 *
 * It tells every client process another token endpoint, in its metadata. So its books know to which life
 * of which instance a token was handed, and when a spent token comes back it can tell a fault of ours from
 * the one loss that nobody can prevent: its successor was handed to a process that was killed with it.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SignJWT } from 'jose'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { createKeyRing, type KeyRing } from '../conformance/liar/keys.ts'
import {
  type Answer,
  json,
  oauthError,
  page,
  readRequest,
  redirect,
  type Seen,
  send,
} from '../conformance/liar/wire.ts'

export interface StrictServer {
  issuer: string
  numbers: { signIns: number; refreshes: number; reuses: number }
  /** Who lost a grant because its last token had been handed to a process that was killed. */
  lost: ReadonlySet<string>
  /** How many processes have asked for the metadata: the number of the youngest. */
  lives(): number
  /** That process is no more; what was handed to it, nobody else has seen. */
  died(life: number): void
  /** Whose access token this is, and whether it had run out before this round. */
  holderOf(accessToken: string): { sub: string; stale: boolean } | undefined
  /** From now on every token handed out so far has run out. */
  nextRound(): void
  close(): Promise<void>
}

interface Grant {
  sub: string
  nonce: string
  refreshToken: string
  /** What `refreshToken` replaced. */
  spent?: string
  handedTo: number
  revoked: boolean
}

/** @param usualMs what a refresh takes at its quickest; at its slowest it takes twice as long */
export async function openStrictServer(usualMs = 0): Promise<StrictServer> {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  const issuer = server.origin
  const keys = await createKeyRing('ES256')
  const grants = new Map<string, Grant>()
  const accessTokens = new Map<string, { sub: string; round: number }>()
  const numbers = { signIns: 0, refreshes: 0, reuses: 0 }
  const lost = new Set<string>()
  const dead = new Set<number>()
  let lives = 0
  let round = 0

  server.answer(async (req, res) => send(res, await answerTo(await readRequest(req, issuer))))

  async function answerTo(request: Seen): Promise<Answer> {
    const { pathname, searchParams } = request.url
    if (pathname === '/.well-known/openid-configuration') return json(metadata(issuer, ++lives))
    if (pathname === '/jwks') return json(keys.jwks())
    if (pathname === '/authorize') return authorize(searchParams)
    if (pathname === '/revoke') return page('', 200)
    if (pathname.startsWith('/token/')) return token(request, Number(pathname.slice(7)))
    return page('nothing here', 404)
  }

  function authorize(asked: URLSearchParams): Answer {
    const code = secret()
    const sub = `person-${++numbers.signIns}`
    const nonce = asked.get('nonce') ?? ''
    grants.set(code, { sub, nonce, refreshToken: '', handedTo: 0, revoked: false })
    const response = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer })
    return redirect(`${asked.get('redirect_uri')}?${response}`)
  }

  async function token({ body }: Seen, life: number): Promise<Answer> {
    const shown = body.get('refresh_token')
    if (shown === null) return forCode(body.get('code') ?? '', life)
    const slowMs = usualMs * (1 + Math.random())
    await wait(slowMs / 2)
    const answer = forRefreshToken(shown, life)
    await wait(slowMs / 2)
    return answer
  }

  async function forCode(code: string, life: number): Promise<Answer> {
    const grant = grants.get(code)
    grants.delete(code)
    if (grant === undefined) return oauthError('invalid_grant')
    const id_token = await idToken(keys, issuer, grant)
    return json({ ...handOut(grant, life), id_token })
  }

  function forRefreshToken(shown: string, life: number): Answer {
    const grant = grants.get(shown)
    if (grant === undefined || grant.revoked) return oauthError('invalid_grant')
    if (grant.refreshToken === shown) {
      numbers.refreshes += 1
      return json(handOut(grant, life))
    }
    grant.revoked = true
    if (grant.spent === shown && dead.has(grant.handedTo)) lost.add(grant.sub)
    else numbers.reuses += 1
    return oauthError('invalid_grant')
  }

  function handOut(grant: Grant, life: number) {
    const [accessToken, refreshToken] = [secret(), secret()]
    Object.assign(grant, { spent: grant.refreshToken, refreshToken, handedTo: life })
    grants.set(refreshToken, grant)
    accessTokens.set(accessToken, { sub: grant.sub, round })
    const lifetime = { token_type: 'Bearer', expires_in: accessTokenSeconds }
    return { ...lifetime, access_token: accessToken, refresh_token: refreshToken }
  }

  return {
    issuer,
    numbers,
    lost,
    lives: () => lives,
    died: (life) => void dead.add(life),
    holderOf(accessToken) {
      const token = accessTokens.get(accessToken)
      return token && { sub: token.sub, stale: token.round < round }
    },
    nextRound: () => void (round += 1),
    close: server.close,
  }
}

export const accessTokenSeconds = 300

function metadata(issuer: string, life: number) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token/${life}`,
    jwks_uri: `${issuer}/jwks`,
    revocation_endpoint: `${issuer}/revoke`,
    authorization_response_iss_parameter_supported: true,
  }
}

function idToken(keys: KeyRing, issuer: string, { sub, nonce }: Grant): Promise<string> {
  const { kid = '', privateKey } = keys.current()
  return new SignJWT({ sub, nonce, name: sub })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(issuer)
    .setAudience('claimcheck')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey)
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}
