/**
 * The sample APIs: notes of whoever the access token names, and reports about all of them, each with an
 * audience of its own. A resource server as RFC 6750 and RFC 9068 describe one, which knows nothing of
 * browsers, cookies or our BFF – and is therefore the judge of whether the BFF attaches the right token.
 */
import Koa from 'koa'
import { misbehave } from './faults/api-faults.ts'
import { type Address, openLoopbackServer, type Tls } from './loopback-server.ts'
import { byIntrospection, byKeys, type Introspection } from './resource-server/access.ts'
import { apiDocument, documentRoutes } from './resource-server/api-document.ts'
import { type Binding, createBindings } from './resource-server/bindings.ts'
import { createNotes } from './resource-server/notes.ts'
import { problems } from './resource-server/refusal.ts'
import { reportsRoutes } from './resource-server/reports.ts'
import { notesRoutes } from './resource-server/routes.ts'
import { tokensOnly } from './resource-server/tokens.ts'
import { createTrustingFetch } from './trusting-fetch.ts'

export interface ResourceServerOptions extends Address {
  authorizationServer: { issuer: string; jwksUri: string; introspection?: Introspection }
  /** Ask the authorization server about every token (RFC 7662) instead of reading it. */
  opaque?: boolean
  /** What every token must be bound to. */
  binding?: Binding
  tls?: Tls
  /** PEM; who vouches for the authorization server, and for callers with a certificate. */
  trusting?: string
}

export interface ResourceServer {
  /** Where the notes are, and the audience that tokens for them must have. */
  url: string
  scope: string
  /** The other API, for calls on behalf of nobody, or with a token that was exchanged for its own. */
  reports: { url: string; scope: string }
  port: number
  close(): Promise<void>
}

export async function openResourceServer(options: ResourceServerOptions): Promise<ResourceServer> {
  const { binding = 'none', trusting } = options
  const tls = options.tls && { ...options.tls, ...(trusting && { clientsOf: trusting }) }
  const server = await openLoopbackServer({ ...options, tls })
  const bindings = createBindings(binding, server.origin)
  const judge = judgeOf(options)
  const app = new Koa()
  const notes = createNotes()
  const apis = [
    { name: 'notes', scope: 'notes:read notes:write', routes: notesRoutes(notes) },
    { name: 'reports', scope: 'reports:read', routes: reportsRoutes(notes) },
  ].map((api) => ({ ...api, url: `${server.origin}/${api.name}` }))

  app.use(problems(binding))
  app.use(misbehave())
  app.use(documentRoutes(apiDocument(server.origin, binding)).routes())
  for (const { name, url, routes } of apis) {
    app.use(tokensOnly({ name, bindings, judge: (token) => judge(token, url) }))
    app.use(routes.routes())
    app.use(routes.allowedMethods())
  }
  server.answer(app.callback())
  const [{ url, scope }, reports] = apis as [(typeof apis)[0], (typeof apis)[0]]
  return { url, scope, reports, port: server.port, close: server.close }
}

function judgeOf({ authorizationServer, opaque, trusting }: ResourceServerOptions) {
  const { issuer, jwksUri, introspection } = authorizationServer
  const fetch = trusting === undefined ? globalThis.fetch : createTrustingFetch(trusting)
  return opaque && introspection
    ? byIntrospection(introspection, issuer, fetch)
    : byKeys(jwksUri, issuer, fetch)
}
