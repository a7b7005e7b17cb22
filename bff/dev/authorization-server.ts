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
import { offerTokenExchange } from './authorization-server/token-exchange.ts'
import { obeyOpenerPolicy } from './faults/opener-policy.ts'
import { obeyEnding } from './faults/provider-logout.ts'
import {
  type Address,
  type Listener,
  type LoopbackServer,
  openLoopbackServer,
  type Tls,
} from './loopback-server.ts'

export interface AuthorizationServerOptions extends Address {
  client: Registration
  traits?: Partial<Traits>
  /** Its certificate, and whose clients' certificates it believes; plain HTTP without. */
  tls?: Tls | undefined
}

export interface AuthorizationServer {
  issuer: string
  port: number
  jwksUri: string
  /** For resource servers that cannot read the access token (RFC 7662). */
  introspection: { endpoint: string; clientId: string; clientSecret: string }
  /** An API that access tokens may be asked for, by its RFC 8707 `resource` value. */
  registerResource(indicator: string, scope: string): void
  /** Its copy of the client's published keys is old from now on, as after a day. */
  ageClientKeys(): Promise<void>
  close(): Promise<void>
}

export async function openAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const traits = { ...usualTraits, ...options.traits }
  const { servers, mtlsOrigin } = await openServers(options, traits)
  const [server] = servers
  const issuer = server.origin + traits.path
  const resources = new Map<string, string>()
  const introspector = {
    clientId: 'notes-api',
    clientSecret: randomBytes(32).toString('base64url'),
  }
  const pages = await createPages(options.client)
  const library = await loadOidcProvider()
  const input = {
    traits,
    resources,
    introspector,
    pages,
    library,
    mtlsOrigin,
    port: server.port,
    client: options.client,
    keys: await signingKeys(traits.idTokenAlg),
  }
  const provider = new library.Provider(issuer, settingsOf(input))
  offerTokenExchange(provider, input)
  provider.use(obeyOpenerPolicy())
  provider.use(obeyEnding(provider, options.client.clientId))
  provider.use(pages.protect)
  provider.use(interactions(provider, pages))
  // oidc-provider tells the client only `server_error`; here somebody is debugging.
  provider.on('server_error', (_ctx, error) => console.error(error))
  for (const { answer } of servers) answer(mounted(traits.path, provider.callback()))
  return {
    issuer,
    port: server.port,
    jwksUri: provider.urlFor('jwks'),
    introspection: { endpoint: provider.urlFor('introspection'), ...introspector },
    registerResource: (indicator, scope) => void resources.set(indicator, scope),
    async ageClientKeys() {
      const client = await provider.Client.find(options.client.clientId)
      const { asymmetricKeyStore } = client as unknown as { asymmetricKeyStore: object }
      Object.assign(asymmetricKeyStore, { freshUntil: 0 }) // what its types do not tell of
    },
    async close() {
      await Promise.all(servers.map(({ close }) => close()))
    },
  }
}

/** One for everybody and, where certificates count, a second one that asks for them (RFC 8705 §5). */
async function openServers(
  { tls, ...address }: AuthorizationServerOptions,
  { binding, clientAuth }: Traits,
): Promise<{ servers: [LoopbackServer, ...LoopbackServer[]]; mtlsOrigin: string | undefined }> {
  const { clientsOf, ...certificate } = tls ?? { cert: '', key: '' }
  const server = await openLoopbackServer({ ...address, ...(tls && { tls: certificate }) })
  const asks = binding === 'certificate' || clientAuth.endsWith('tls_client_auth')
  if (!asks) return { servers: [server], mtlsOrigin: undefined }
  const mtls = await openLoopbackServer({ ...address, port: 0, tls })
  return { servers: [server, mtls], mtlsOrigin: mtls.origin }
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
