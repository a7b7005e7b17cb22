/**
 * The world around the BFF: an authorization server, an API, and the settings under which a BFF lives
 * between them. `pnpm dev`, tests, browser tests and benches all open this one, so that none of them can
 * work by an accident of its own.
 *
 * The app is on `localhost` and both servers are on `127.0.0.1`: different sites to a browser, as app and
 * provider are in production, so SameSite cookies behave as they will there. All secrets are new for each
 * world. It starts no BFF: the callers do that, each in its own way.
 */
import { randomBytes } from 'node:crypto'
import { paths } from 'shared/paths'
import type { Registration, Traits } from './authorization-server/registration.ts'
import { type AuthorizationServer, openAuthorizationServer } from './authorization-server.ts'
import { freePort } from './loopback-server.ts'
import { people } from './people.ts'
import { openResourceServer, type ResourceServer } from './resource-server.ts'

export interface WorldOptions {
  /** The first ports to try; by default any free ones. */
  ports?: { app?: number; authorizationServer?: number; resourceServer?: number }
  /** Where the app is when something else listens for it already. */
  appOrigin?: string
  /** How the authorization server differs from the usual one. */
  traits?: Partial<Traits>
  /** How our registration there differs, e.g. by another `backchannelLogoutUri`. */
  client?: Partial<Registration>
}

export interface World {
  appOrigin: string
  appPort: number
  /** A complete environment for a BFF that serves the app itself. */
  env: Record<string, string>
  authorizationServer: AuthorizationServer
  resourceServer: ResourceServer
  people: typeof people
  close(): Promise<void>
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { ports = {}, traits } = options
  const appOrigin = options.appOrigin ?? `http://localhost:${await freePort(ports.app ?? 0)}`
  const client = { ...registrationOf(appOrigin), ...options.client }
  const authorizationServer = await openAuthorizationServer({
    host: '127.0.0.1',
    port: ports.authorizationServer ?? 0,
    client,
    ...(traits && { traits }),
  })
  const resourceServer = await openResourceServer({
    host: '127.0.0.1',
    port: ports.resourceServer ?? 0,
    issuer: authorizationServer.issuer,
    jwksUri: authorizationServer.jwksUri,
    introspection:
      traits?.accessTokens === 'opaque' ? authorizationServer.introspection : undefined,
  })
  authorizationServer.registerResource(resourceServer.url, resourceServer.scope)
  return {
    appOrigin,
    appPort: Number(new URL(appOrigin).port),
    env: envOf(appOrigin, client, authorizationServer, resourceServer, traits),
    authorizationServer,
    resourceServer,
    people,
    async close() {
      await Promise.all([authorizationServer.close(), resourceServer.close()])
    },
  }
}

function registrationOf(appOrigin: string): Registration {
  return {
    clientId: 'claimcheck',
    clientSecret: secret(),
    redirectUris: [appOrigin + paths.callback],
    postLogoutRedirectUris: [appOrigin + paths.postLogout],
    backchannelLogoutUri: appOrigin + paths.backchannelLogout,
  }
}

function envOf(
  appOrigin: string,
  client: Registration,
  { issuer }: AuthorizationServer,
  { url, scope }: ResourceServer,
  traits: Partial<Traits> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'development',
    APP_ORIGIN: appOrigin,
    HOST: '127.0.0.1',
    PORT: new URL(appOrigin).port,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    OIDC_SCOPE: 'openid profile email roles',
    ...(traits.clientAuth && { OIDC_CLIENT_AUTH: traits.clientAuth }),
    ...(traits.idTokenAlg && { OIDC_ID_TOKEN_ALG: traits.idTokenAlg }),
    SESSION_KEYS: secret(),
    STORE_URL: 'memory:',
    RESOURCE_NOTES_URL: url,
    RESOURCE_NOTES_SCOPE: scope,
    ...(traits.indicators !== false && { RESOURCE_NOTES_INDICATOR: url }),
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}
