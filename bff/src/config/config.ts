/**
 * The configuration as the rest of the house sees it: read once, judged whole (`read-config.ts`), frozen.
 * Units are in the names. Secrets are here and nowhere else; nothing prints this object.
 */
export interface Config {
  /** False only in development and tests. */
  production: boolean
  /** The browser's origin, e.g. `https://app.example.com`; the only source of redirect URIs and origin checks. */
  appOrigin: string
  /** A loopback `http` origin: cookies without `Secure` and prefix. Impossible in production. */
  insecureLoopback: boolean
  host: string
  port: number
  /** Health, for operators; never the port that browsers reach. */
  managementPort?: number
  oidc: OidcConfig
  session: SessionConfig
  /** `sqlite:<file>` or `memory:` */
  storeUrl: string
  /** By lower-case name: RESOURCE_NOTES_URL is `notes`. */
  resources: Record<string, ResourceConfig>
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug'
}

export interface OidcConfig {
  issuer: string
  clientId: string
  clientSecret: string
  /** The other one, while the authorization server changes from one to the other. */
  clientSecretNext?: string
  clientAuth: 'client_secret_basic' | 'client_secret_post'
  /** Space-delimited, always with `openid`. */
  scope: string
  /** Fixed extra parameters of the authorization request; never one of the protocol's own. */
  authorizeParams: Record<string, string>
  /** The one algorithm ID tokens may be signed with. */
  idTokenAlg: string
  /** `auto`: pushed when the authorization server demands it; `require`: always (RFC 9126). */
  par: 'auto' | 'require'
  /** `auto`: when the ID token names nobody; `always`; `never`. */
  userinfo: 'auto' | 'always' | 'never'
  /** `auto`: at the authorization server too, if it has an end-session endpoint; `local`: only here. */
  logout: 'auto' | 'local'
  /** `require`: `logout+jwt` and nothing else; `any`: also untyped or `JWT`, never another kind's type. */
  logoutTokenTyp: 'require' | 'any'
  /** Whether the authorization server may end sessions through a frame in the browser. */
  frontchannelLogout: boolean
  clockToleranceSeconds: number
  timeoutMs: number
}

export interface SessionConfig {
  /** First writes, all read; each at least 32 octets. Everything else is derived from them (storage/keyring.ts). */
  keys: readonly Uint8Array[]
  idleSeconds: number
  absoluteSeconds: number
}

export interface ResourceConfig {
  /** Scheme, host, port and path prefix of the resource server. */
  url: string
  /** RFC 8707 `resource` value to ask for; none unless set, since many servers refuse the parameter. */
  indicator?: string
  /** Extra scopes this resource needs, space-delimited. */
  scope?: string
}
