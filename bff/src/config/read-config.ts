/**
 * From the environment to a frozen `Config`. Judges everything at once and throws one `ConfigError`
 * that names every wrong setting and the way to mend it. Refuses names that look like ours and are not.
 * What the settings are stands in the tables beside this file; what they mean to each other in
 * `agreement.ts`.
 */
import { readFileSync } from 'node:fs'
import { disagreements } from './agreement.ts'
import type { Config, OidcConfig, ResourceConfig } from './config.ts'
import { ConfigError, type Fault } from './config-error.ts'
import type { Sources } from './given.ts'
import { indicatorFaults } from './presets/preset-agreement.ts'
import { readTable } from './read-table.ts'
import { resourceSettingName, resourceSettings } from './resource-settings.ts'
import type { ValuesOf } from './setting.ts'
import { readProvider } from './read-provider.ts'
import { type HouseValues, houseSettings, knownNames } from './settings.ts'
import { unknownNames } from './unknown-names.ts'

export function readConfig(
  env: Record<string, string | undefined>,
  resourceNames: readonly string[],
  readFile: Sources['readFile'] = (path) => readFileSync(path, 'utf8'),
): Config {
  const faults: Fault[] = []
  const sources = { env, readFile }
  const values = readTable(houseSettings, (name) => name, sources, faults)
  const providerNames = ['', ...(values.OIDC_PROVIDERS ?? [])]
  const providers = providerNames.map((name) => readProvider(name, sources, faults))
  const resources = resourceNames.map((resource) => {
    const nameOf = (field: keyof typeof resourceSettings) => resourceSettingName(resource, field)
    return [resource, resourceFrom(readTable(resourceSettings, nameOf, sources, faults))] as const
  })
  faults.push(...disagreements(values, providers))
  faults.push(...indicatorFaults(providers, Object.fromEntries(resources)))
  faults.push(...unknownNames(env, knownNames(resourceNames, providerNames)))
  if (faults.length > 0) throw new ConfigError(faults)
  return freeze(configFrom(values, providers, Object.fromEntries(resources)))
}

function configFrom(
  values: HouseValues,
  providers: OidcConfig[],
  resources: Record<string, ResourceConfig>,
): Config {
  const production = values.NODE_ENV === 'production'
  return {
    production,
    appOrigin: values.APP_ORIGIN,
    insecureLoopback: !production && values.APP_ORIGIN.startsWith('http:'),
    host: values.HOST,
    port: values.PORT,
    ...(values.MANAGEMENT_PORT !== undefined && { managementPort: values.MANAGEMENT_PORT }),
    workers: values.WEB_CONCURRENCY,
    noticeMs: values.NOTICE_SECONDS * 1000,
    trustedProxies: values.TRUSTED_PROXIES,
    oidc: providers[0]!,
    providers,
    session: {
      keys: values.SESSION_KEYS,
      idleSeconds: values.SESSION_IDLE_SECONDS,
      absoluteSeconds: values.SESSION_ABSOLUTE_SECONDS,
    },
    storeUrl: values.STORE_URL,
    limits: {
      'sign-in': values.RATE_LIMIT_SIGN_IN,
      callback: values.RATE_LIMIT_CALLBACK,
      'backchannel-logout': values.RATE_LIMIT_BACKCHANNEL_LOGOUT,
      ordinary: values.RATE_LIMIT_ORDINARY,
      costly: values.RATE_LIMIT_COSTLY,
    },
    resources,
    logLevel: values.LOG_LEVEL,
    continuesTraces: values.TRACE_PARENT === 'continue',
    build: values.BUILD_ID,
  }
}

function resourceFrom(values: ValuesOf<typeof resourceSettings>): ResourceConfig {
  return {
    url: values.URL,
    ...(values.INDICATOR === undefined ? {} : { indicator: values.INDICATOR }),
    ...(values.AUDIENCE === undefined ? {} : { audience: values.AUDIENCE }),
    ...(values.SCOPE === undefined ? {} : { scope: values.SCOPE }),
  }
}

/** Keys stay as they are: JavaScript cannot freeze octets. */
function freeze<T extends object>(value: T): T {
  if (ArrayBuffer.isView(value)) return value
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freeze(part)
  }
  return Object.freeze(value)
}
