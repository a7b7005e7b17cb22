/**
 * An authorization server with strict books. It is slow on purpose, before and after it has rotated, and
 * whoever asks is signed in at once, each time as somebody new.
 *
 * Every client process is told another token endpoint, in the metadata it asks for: that is how the books
 * know to which life of which instance a token was handed.
 */
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
import { createStrictBooks, type Grant, type HandedOut, type StrictBooks } from './strict-books.ts'

export interface StrictServer {
  issuer: string
  books: StrictBooks
  /** How many processes have asked for the metadata: the number of the youngest. */
  lives(): number
  close(): Promise<void>
}

export const accessTokenSeconds = 300

/** @param usualMs what a refresh takes at its quickest; at its slowest it takes twice as long */
export async function openStrictServer(usualMs = 0): Promise<StrictServer> {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  const issuer = server.origin
  const keys = await createKeyRing('ES256')
  const books = createStrictBooks()
  let lives = 0

  server.answer(async (req, res) => send(res, await answerTo(await readRequest(req, issuer))))

  async function answerTo({ url, body }: Seen): Promise<Answer> {
    if (url.pathname === '/.well-known/openid-configuration') return json(metadata(issuer, ++lives))
    if (url.pathname === '/jwks') return json(keys.jwks())
    if (url.pathname === '/authorize') return authorize(url.searchParams)
    if (url.pathname === '/revoke') return page('', 200)
    const [, life] = /^\/token\/(\d+)$/.exec(url.pathname) ?? []
    return life === undefined ? page('nothing here', 404) : token(body, Number(life))
  }

  function authorize(asked: URLSearchParams): Answer {
    const code = books.newCode(asked.get('nonce') ?? '')
    const response = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer })
    return redirect(`${asked.get('redirect_uri')}?${response}`)
  }

  async function token(body: URLSearchParams, life: number): Promise<Answer> {
    const shown = body.get('refresh_token')
    if (shown === null) return forCode(body.get('code') ?? '', life)
    const slowMs = usualMs * (1 + Math.random())
    await wait(slowMs / 2)
    const given = books.refresh(shown, life)
    await wait(slowMs / 2)
    return given === undefined ? oauthError('invalid_grant') : json(tokenResponse(given))
  }

  async function forCode(code: string, life: number): Promise<Answer> {
    const given = books.redeem(code, life)
    if (given === undefined) return oauthError('invalid_grant')
    return json({ ...tokenResponse(given), id_token: await idToken(keys, issuer, given) })
  }

  return { issuer, books, lives: () => lives, close: server.close }
}

function tokenResponse({ accessToken, refreshToken }: HandedOut) {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    refresh_token: refreshToken,
  }
}

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

function idToken(
  keys: KeyRing,
  issuer: string,
  { sub, nonce }: Pick<Grant, 'sub' | 'nonce'>,
): Promise<string> {
  const { kid = '', privateKey } = keys.current()
  return new SignJWT({ sub, nonce, name: sub })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(issuer)
    .setAudience('claimcheck')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey)
}
