/** Where the app stands: its origin, the address it listens on, how much it tells. */
import { providerNames, providerNamesFault } from './provider-names.ts'
import { proxies, proxiesFault } from './proxies.ts'
import type { SettingTable } from './setting.ts'
import { judged, listOf, oneOf, text, wholeNumber } from './setting-values.ts'
import { appOriginFault } from './urls.ts'

export const appSettings = {
  NODE_ENV: {
    // Development is asked for, never fallen into: without a word the strict rules hold.
    meaning: '`development` and `test` permit an `http` origin on loopback and `memory:`',
    default: 'production',
    example: 'production',
    value: oneOf('production', 'development', 'test'),
  },
  APP_ORIGIN: {
    meaning: "The browser's origin; the only source of redirect URIs and origin checks",
    example: 'https://app.example.com',
    value: judged(appOriginFault),
  },
  HOST: {
    // Loopback, because TLS ends in front of us: nothing should reach the port past that.
    meaning: 'The address to listen on; in a container `0.0.0.0`',
    default: '127.0.0.1',
    example: '0.0.0.0',
    value: text,
  },
  PORT: {
    meaning: 'The port to listen on; `0` takes a free one',
    default: '3000',
    example: '8080',
    value: wholeNumber(0, 65_535),
  },
  MANAGEMENT_PORT: {
    meaning: 'Where `/livez`, `/readyz`, `/metrics` and `/version` answer; nowhere unless set',
    optional: true,
    example: '9090',
    value: wholeNumber(0, 65_535),
  },
  WEB_CONCURRENCY: {
    // One: most run behind something that starts a second of these, and knows how many it wants.
    meaning: 'How many processes answer behind the one port: one for each processor core, or `1`',
    default: '1',
    example: '4',
    value: wholeNumber(1, 64),
  },
  NOTICE_SECONDS: {
    // None: where nobody asks /readyz, nobody would notice. The image has five.
    meaning:
      'How long calls are still taken after SIGTERM, while `/readyz` says 503: until balancers noticed',
    default: '0',
    example: '5',
    value: wholeNumber(0, 60),
  },
  TRUSTED_PROXIES: {
    meaning:
      "Addresses and networks of our own proxies, whose `X-Forwarded-For` names the browser's",
    default: '',
    example: '10.0.0.0/8,fd00::/8',
    value: listOf(proxiesFault, proxies),
  },
  OIDC_PROVIDERS: {
    meaning: 'Names of further authorization servers: `acme` has OIDC_ACME_ISSUER and so on',
    default: '',
    example: 'acme,partner',
    value: listOf(providerNamesFault, providerNames),
  },
  LOG_LEVEL: {
    meaning: '`fatal`, `error`, `warn`, `info` or `debug`: the least grave that is written',
    default: 'info',
    example: 'warn',
    value: oneOf('fatal', 'error', 'warn', 'info', 'debug'),
  },
  TRACE_PARENT: {
    // New: a browser may write what it likes there, and many proxies hand it on unread.
    meaning: 'Traces that TRUSTED_PROXIES began: `continue` them, or begin a `new` one each time',
    default: 'new',
    example: 'continue',
    value: oneOf('new', 'continue'),
  },
  BUILD_ID: {
    meaning: 'What this build is called, a version or a commit: told at `/version`',
    default: 'unknown',
    example: '3f2a91c',
    value: text,
  },
} satisfies SettingTable
