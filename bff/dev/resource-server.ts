/**
 * The sample API: notes of whoever the access token names. It is a resource server as RFC 6750 and RFC
 * 9068 describe one and knows nothing of browsers, cookies or our BFF – which is why it is the judge of
 * whether the BFF attaches the right token.
 */
import Koa from 'koa'
import { type Address, openLoopbackServer } from './loopback-server.ts'
import { byIntrospection, byKeys, type Introspection } from './resource-server/access.ts'
import { bearerOnly } from './resource-server/bearer.ts'
import { createNotes } from './resource-server/notes.ts'
import { problems } from './resource-server/refusal.ts'
import { notesRoutes } from './resource-server/routes.ts'

export interface ResourceServerOptions extends Address {
  issuer: string
  jwksUri: string
  /** Ask the authorization server about every token (RFC 7662) instead of reading it. */
  introspection?: Introspection | undefined
}

export interface ResourceServer {
  /** Where the notes are, and the audience that tokens for them must have. */
  url: string
  scope: string
  port: number
  close(): Promise<void>
}

export async function openResourceServer(options: ResourceServerOptions): Promise<ResourceServer> {
  const server = await openLoopbackServer(options)
  const url = `${server.origin}/notes`
  const expected = { issuer: options.issuer, audience: url }
  const access = options.introspection
    ? byIntrospection(options.introspection, expected)
    : byKeys(options.jwksUri, expected)
  const app = new Koa()
  const routes = notesRoutes(createNotes())
  app.use(problems)
  app.use(bearerOnly(access))
  app.use(routes.routes())
  app.use(routes.allowedMethods())
  server.answer(app.callback())
  return { url, scope: 'notes:read notes:write', port: server.port, close: server.close }
}
