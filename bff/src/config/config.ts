/**
 * The configuration as the rest of the house sees it: read once, judged whole (`read-config.ts`), frozen.
 * Units are in the names. Secrets are here and nowhere else; nothing prints this object.
 */
import type { ClientKey } from './client-keys.ts'
import type { LimitName, LimitRule } from './limit-rules.ts'
import type { PresetName } from './presets/presets.ts'

export interface Config {
  /** False only in development and tests. */
  production: boolean
  /** The browser's origin, e.g. `https://app.example.com`; the only source of redirect URIs and origin checks. */
  appOrigin: string
  /** A loopback `http` origin: cookies without `Secure` and prefix. Impossible in production. */
  insecureLoopback: boolean
  host: string
  port: number
  /** Health and metrics, for operators; never the port that browsers reach. */
  managementPort?: number
  /** How many processes share the port (workers.ts). */
  workers: number
  /** How long calls are still taken after we were asked to end. */
  noticeMs: number
  /** Addresses and networks of proxies in front of us (http/forwarded.ts). */
  trustedProxies: readonly string[]
  /** The first provider: where people go who name none. */
  oidc: OidcConfig
  /** All of them, the first included (OIDC_PROVIDERS). Never two with one issuer. */
  providers: readonly OidcConfig[]
  session: SessionConfig
  /** `sqlite:<file>` or `memory:` */
  storeUrl: string
  /** By lower-case name: RESOURCE_NOTES_URL is `notes`. */
  resources: Record<string, ResourceConfig>
  /** How often what may be asked; without a rule as often as anybody likes (limits/). */
  limits: Readonly<Record<LimitName, readonly LimitRule[]>>
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug'
  /** Whether a trace that one of `trustedProxies` began goes on here (observe/tracing.ts). */
  continuesTraces: boolean
  /** What this build is called. */
  build: string
}

/** One authorization server and our registration there. */
export interface OidcConfig {
  /** Whose server it is (presets/): what its defaults were, and what is special there. */
  provider: PresetName
  /** `fapi2`: narrowed to the FAPI 2.0 Security Profile (fapi-settings.ts), `iss` demanded as well. */
  profile: 'oidc' | 'fapi2'
  /** What people know it as. */
  displayName: string
  /** Where people look after their account there. */
  accountUrl?: string
  issuer: string
  /** Whose people come in, where `issuer` stands for many tenants (presets/entra.ts). */
  tenants?: readonly string[]
  clientId: string
  /** There when `clientAuth` is one of the three that need it. */
  clientSecret?: string
  /** The other one, while the authorization server changes from one to the other. */
  clientSecretNext?: string
  /** When the first of them runs out. */
  clientSecretExpiresAtMs?: number
  clientAuth: ClientAuthentication
  /** `issuer`: RFC 10070; `token-endpoint`: the audience that older servers want (RFC 7523 §3). */
  clientAssertion: 'issuer' | 'token-endpoint'
  /** Private. The first for signing signs, the ones for encryption open what is encrypted to us. */
  clientKeys: readonly ClientKey[]
  /** Shown to servers that ask for one (RFC 8705); PEM. */
  certificate?: { cert: string; key: string }
  /** PEM: whom to believe beside Node's own list. */
  ca?: string
  /** Space-delimited, always with `openid`. */
  scope: string
  /** Fixed extra parameters of the authorization request; never one of the protocol's own. */
  authorizeParams: Record<string, string>
  /** The one algorithm ID tokens may be signed with. */
  idTokenAlg: string
  /** Set when ID tokens must come encrypted to us: the key management algorithm (RFC 7518 §4.1). */
  idTokenEnc?: string
  /** `auto`: pushed when the authorization server demands it; `require`: always (RFC 9126). */
  par: 'auto' | 'require'
  /** `signed`: the authorization request goes as a signed object (RFC 9101). */
  requestObject: 'off' | 'signed'
  /** How the answer comes back; the last two are signed (JARM). */
  responseMode: 'query' | 'form_post' | 'query.jwt' | 'form_post.jwt'
  /** The one algorithm that signed responses may have. */
  responseAlg: string
  /** `require`: tokens are bound to a key of their session (RFC 9449). */
  dpop: 'off' | 'require'
  /** `auto`: when the ID token names nobody; `always`; `never`. */
  userinfo: 'auto' | 'always' | 'never'
  /** Set when userinfo must come signed: with this algorithm. */
  userinfoAlg?: string
  /** `auto`: at the authorization server too, if it has an end-session endpoint; `local`: only here. */
  logout: 'auto' | 'local'
  /** `require`: `logout+jwt` and nothing else; `any`: also untyped or `JWT`, never another kind's type. */
  logoutTokenTyp: 'require' | 'any'
  /** Whether the authorization server may end sessions through a frame in the browser. */
  frontchannelLogout: boolean
  clockToleranceSeconds: number
  timeoutMs: number
}

export type ClientAuthentication =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth'

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
  /** RFC 8693 `audience`, where tokens for it are got by exchange. */
  audience?: string
  /** Extra scopes this resource needs, space-delimited. */
  scope?: string
}
