/**
 * The world around the BFF: an authorization server, an API, and the settings under which a BFF lives
 * between them. `pnpm dev`, tests, browser tests and benches all open this one, so that none of them can
 * work by an accident of its own. How strict it is, is its configuration.
 *
 * The app is on `localhost` and all servers are on `127.0.0.1`: different sites to a browser, as app and
 * provider are in production, so SameSite cookies behave as they will there. All secrets are new for each
 * world. It starts no BFF: the callers do that, each in its own way.
 */
import { randomBytes } from 'node:crypto'
import { paths } from 'shared/paths'
import { type Registration, type Traits, usualTraits } from './authorization-server/registration.ts'
import { type AuthorizationServer, openAuthorizationServer } from './authorization-server.ts'
import { type Authority, createAuthority, loopbackAddress } from './certificates.ts'
import { type ConfigurationName, configurationNamed } from './configurations.ts'
import { freePort } from './loopback-server.ts'
import { people } from './people.ts'
import { openResourceServer, type ResourceServer } from './resource-server.ts'
import { createClientCredentials } from './world/client-credentials.ts'
import { type Provider, providerEnv } from './world/env.ts'

export interface WorldOptions {
  configuration?: ConfigurationName
  /** The first ports to try; by default any free ones. */
  ports?: { app?: number; authorizationServer?: number; resourceServer?: number }
  /** Where the app is when something else listens for it already. */
  appOrigin?: string
  /** How the authorization server differs from the configuration's. */
  traits?: Partial<Traits>
  /** How our registration there differs, e.g. by another `backchannelLogoutUri`. */
  client?: Partial<Registration>
}

export interface World {
  appOrigin: string
  appPort: number
  /** A complete environment for a BFF that serves the app itself. */
  env: Record<string, string>
  /** Where people sign in. */
  authorizationServer: AuthorizationServer
  /** The issuer to name at `/auth/login`, when the first one of the settings is not where people sign in. */
  loginAt?: string
  resourceServer: ResourceServer
  people: typeof people
  close(): Promise<void>
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { ports = {}, configuration = 'plain' } = options
  const { traits: usual, partner } = configurationNamed(configuration)
  const traits = { ...usualTraits, ...usual, ...options.traits }
  const authority = createAuthority()
  const appOrigin = options.appOrigin ?? `http://localhost:${await freePort(ports.app ?? 0)}`
  const registered = { appOrigin, authority, client: options.client }

  const first = partner && (await openProvider({ ...usualTraits, ...usual }, 0, registered))
  const provider = await openProvider(traits, ports.authorizationServer ?? 0, registered)
  const { authorizationServer } = provider
  const resourceServer = await openResourceServer({
    host: '127.0.0.1',
    port: ports.resourceServer ?? 0,
    authorizationServer,
    opaque: traits.accessTokens === 'opaque',
    binding: traits.binding,
    ...(traits.tls && { tls: tlsOf(authority), trusting: authority.cert }),
  })
  const env = {
    ...(first && { ...providerEnv('OIDC_', first), OIDC_PROVIDERS: 'partner' }),
    ...providerEnv(first ? 'OIDC_PARTNER_' : 'OIDC_', provider),
    ...appEnv(appOrigin, resourceServer, traits),
  }
  for (const { url, scope } of [resourceServer, resourceServer.reports]) {
    authorizationServer.registerResource(url, scope)
    first?.authorizationServer.registerResource(url, scope)
  }
  return {
    appOrigin,
    appPort: Number(new URL(appOrigin).port),
    env,
    authorizationServer,
    ...(first && { loginAt: authorizationServer.issuer }),
    resourceServer,
    people,
    async close() {
      await Promise.all([
        first?.authorizationServer.close(),
        authorizationServer.close(),
        resourceServer.close(),
      ])
    },
  }
}

interface OpenProvider extends Provider {
  authorizationServer: AuthorizationServer
}

/** An authorization server, with us registered there. */
async function openProvider(
  traits: Traits,
  port: number,
  registered: { appOrigin: string; authority: Authority; client: WorldOptions['client'] },
): Promise<OpenProvider> {
  const { appOrigin, authority } = registered
  const credentials = createClientCredentials(traits, authority)
  const client = {
    clientId: 'claimcheck',
    clientSecret: credentials.secret,
    keys: credentials.publicKeys,
    redirectUris: [appOrigin + paths.callback],
    postLogoutRedirectUris: [appOrigin + paths.postLogout],
    backchannelLogoutUri: appOrigin + paths.backchannelLogout,
    ...registered.client,
  }
  const tls = traits.tls ? { ...tlsOf(authority), clientsOf: authority.cert } : undefined
  const authorizationServer = await openAuthorizationServer({
    host: '127.0.0.1',
    port,
    client,
    traits,
    tls,
  })
  const { issuer } = authorizationServer
  return { issuer, authorizationServer, client, credentials, traits, authority: authority.cert }
}

function tlsOf(authority: Authority) {
  return authority.issue({ name: 'local server', address: loopbackAddress })
}

function appEnv(
  appOrigin: string,
  { url, scope }: ResourceServer,
  { indicators }: Traits,
): Record<string, string> {
  return {
    NODE_ENV: 'development',
    APP_ORIGIN: appOrigin,
    HOST: '127.0.0.1',
    PORT: new URL(appOrigin).port,
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: 'memory:',
    RESOURCE_NOTES_URL: url,
    RESOURCE_NOTES_SCOPE: scope,
    ...(indicators && { RESOURCE_NOTES_INDICATOR: url }),
  }
}
