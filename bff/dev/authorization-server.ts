/**
 * The local authorization server: a real OpenID provider (oidc-provider) behind our own pages, where one
 * click signs in as one of `people.ts`. What a registration at any provider decides is in `Traits`, so
 * that a test can open a second one that is different: opaque access tokens, a path in its issuer, ….
 *
 * Keys are made at start and nothing outlives `close()`. It refuses production and other machines; what it
 * deliberately lacks is a password.
 */
import { randomBytes } from 'node:crypto'
import { createPages } from './authorization-server/pages.ts'
import { interactions } from './authorization-server/interactions.ts'
import { loadOidcProvider } from './authorization-server/oidc-provider.ts'
import { type Registration, type Traits, usualTraits } from './authorization-server/registration.ts'
import { settingsOf } from './authorization-server/settings.ts'
import { signingKeys } from './authorization-server/signing-keys.ts'
import { type Address, type Listener, openLoopbackServer } from './loopback-server.ts'

export interface AuthorizationServerOptions extends Address {
  client: Registration
  traits?: Partial<Traits>
}

export interface AuthorizationServer {
  issuer: string
  port: number
  jwksUri: string
  /** For resource servers that cannot read the access token (RFC 7662). */
  introspection: { endpoint: string; clientId: string; clientSecret: string }
  /** An API that access tokens may be asked for, by its RFC 8707 `resource` value. */
  registerResource(indicator: string, scope: string): void
  close(): Promise<void>
}

export async function openAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const traits = { ...usualTraits, ...options.traits }
  const server = await openLoopbackServer(options)
  const issuer = server.origin + traits.path
  const resources = new Map<string, string>()
  const introspector = {
    clientId: 'notes-api',
    clientSecret: randomBytes(32).toString('base64url'),
  }
  const pages = await createPages(options.client)
  const library = await loadOidcProvider()
  const provider = new library.Provider(
    issuer,
    settingsOf({
      traits,
      resources,
      introspector,
      pages,
      library,
      port: server.port,
      client: options.client,
      keys: await signingKeys(),
    }),
  )
  provider.use(pages.protect)
  provider.use(interactions(provider, pages))
  // oidc-provider tells the client only `server_error`; here somebody is debugging.
  provider.on('server_error', (_ctx, error) => console.error(error))
  server.answer(mounted(traits.path, provider.callback()))
  return {
    issuer,
    port: server.port,
    jwksUri: provider.urlFor('jwks'),
    introspection: { endpoint: provider.urlFor('introspection'), ...introspector },
    registerResource: (indicator, scope) => void resources.set(indicator, scope),
    close: server.close,
  }
}

/** oidc-provider routes from `/` on, and finds the path of its issuer in `originalUrl`, as Express leaves it. */
function mounted(path: string, listener: Listener): Listener {
  if (path === '') return listener
  return (request, response) => {
    const { url = '/' } = request
    if (!url.startsWith(`${path}/`)) {
      response.writeHead(404).end()
      return
    }
    Object.assign(request, { originalUrl: url, url: url.slice(path.length) })
    return listener(request, response)
  }
}
