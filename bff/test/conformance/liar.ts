/**
 * A small authorization server on loopback that is right by default and lies in one place at a time:
 * `openLiar({ idTokenClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }) })`.
 * It writes down every request, so that a test can say "and then it called nothing further".
 * What it may lie about stands in liar/lies.ts; each endpoint has a file beside that one.
 */
import { authorize } from './liar/authorize.ts'
import { type Books, createBooks, type Endpoint, type Grant } from './liar/books.ts'
import { discovery } from './liar/discovery.ts'
import { endSession } from './liar/end-session.ts'
import { honest, type Lies } from './liar/lies.ts'
import { listen, type TlsOptions } from './liar/listening.ts'
import { type About, issueLogoutToken } from './liar/logout-token.ts'
import { par } from './liar/par.ts'
import { revocation, token } from './liar/token.ts'
import { userinfo } from './liar/userinfo.ts'
import { type Answer, json, page, type Seen } from './liar/wire.ts'

export interface Liar {
  issuer: string
  /** Other URLs each time. */
  endpoints: Readonly<Record<Endpoint, string>>
  /** Those of the port that asks for certificates. */
  aliases: Readonly<Partial<Record<Endpoint, string>>>
  clientId: string
  clientSecret: string
  /** Every request so far; `other` holds those no endpoint of ours was meant by. */
  seen: Record<Endpoint | 'other', Seen[]>
  /** Every code and token so far: what must not turn up in a log or in the browser. */
  issued: readonly string[]
  /** What an API behind the client would be told if it asked. */
  accessTokens: ReadonlyMap<string, Grant>
  clock: Lies['clock']
  /** Whoever signed in so far, in order. */
  signIns: Books['signIns']
  /** The client's answers when it was told of a logout at the end-session endpoint. */
  told: readonly Response[]
  /** To be sent by the test. */
  logoutToken(about: About): Promise<string>
  /** From now on it lies about this too. */
  lie(more: Partial<Lies>): void
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

export interface LiarOptions {
  /** A path behind the origin, for servers with many tenants. */
  issuerPath?: string
  /** Speaks TLS with this certificate. */
  tls?: TlsOptions
  /** A second port, which asks for the client's certificate; this authority vouches for it. */
  mtls?: { ca: string }
}

export async function openLiar(
  lie: Partial<Lies> = {},
  { issuerPath = '', tls, mtls }: LiarOptions = {},
): Promise<Liar> {
  const seen = createSeen()
  const main = await listen(tls, serve)
  const second =
    tls && mtls ? await listen({ ...tls, ca: mtls.ca, requestCert: true }, serve) : undefined
  const lies = { ...honest, ...lie }
  const books = await createBooks(main.origin + issuerPath, lies, second?.origin)

  async function serve(request: Seen): Promise<Answer> {
    const endpoint = endpointOf(books, request.url)
    seen[endpoint ?? 'other'].push(request)
    return answerOf(books, endpoint, request)
  }

  return {
    issuer: books.issuer,
    endpoints: books.endpoints,
    aliases: books.aliases,
    clientId: books.lies.clientId,
    clientSecret: books.lies.clientSecret,
    seen,
    issued: books.issued,
    accessTokens: books.accessTokens,
    clock: lies.clock,
    signIns: books.signIns,
    told: books.told,
    logoutToken: (about) => issueLogoutToken(books, about),
    lie: (more) => void Object.assign(books.lies, more),
    rotateKeys: async () => void (await books.keys.rotate()),
    close: async () => void (await Promise.all([main.close(), second?.close()])),
  }
}

type Handler = (books: Books, request: Seen) => Answer | Promise<Answer>

const handlers: Record<Endpoint, Handler> = {
  discovery,
  jwks: ({ keys, lies }) => json(lies.jwks(keys.jwks())),
  authorize,
  par,
  token,
  userinfo,
  revocation,
  endSession,
}

async function answerOf(books: Books, endpoint: Endpoint | undefined, request: Seen) {
  if (endpoint === undefined) return page('nothing here', 404)
  const answer = await handlers[endpoint](books, request)
  return books.lies.wire[endpoint]?.(answer, request) ?? answer
}

function endpointOf({ endpoints, aliases }: Books, { origin, pathname }: URL) {
  const all = [...Object.entries(endpoints), ...Object.entries(aliases)] as [Endpoint, string][]
  return all.find(([, url]) => url === origin + pathname)?.[0]
}

function createSeen(): Liar['seen'] {
  return {
    discovery: [],
    jwks: [],
    authorize: [],
    par: [],
    token: [],
    userinfo: [],
    revocation: [],
    endSession: [],
    other: [],
  }
}
