/**
 * From the environment to a frozen `Config`. Judges everything at once and throws one `ConfigError`
 * that names every wrong setting and the way to mend it. Refuses names that look like ours and are not.
 * What the settings are stands in the tables beside this file; what they mean to each other in
 * `agreement.ts`.
 */
import { readFileSync } from 'node:fs'
import { disagreements } from './agreement.ts'
import type { Config, ResourceConfig } from './config.ts'
import { ConfigError, type Fault } from './config-error.ts'
import type { Sources } from './given.ts'
import { readTable } from './read-table.ts'
import { resourceSettingName, resourceSettings } from './resource-settings.ts'
import type { ValuesOf } from './setting.ts'
import { knownNames, settings, type Values } from './settings.ts'
import { unknownNames } from './unknown-names.ts'

export function readConfig(
  env: Record<string, string | undefined>,
  resourceNames: readonly string[],
  readFile: Sources['readFile'] = (path) => readFileSync(path, 'utf8'),
): Config {
  const faults: Fault[] = []
  const sources = { env, readFile }
  const values = readTable(settings, (name) => name, sources, faults)
  const resources = resourceNames.map((resource) => {
    const nameOf = (field: keyof typeof resourceSettings) => resourceSettingName(resource, field)
    return [resource, resourceFrom(readTable(resourceSettings, nameOf, sources, faults))] as const
  })
  faults.push(...disagreements(values), ...unknownNames(env, knownNames(resourceNames)))
  if (faults.length > 0) throw new ConfigError(faults)
  return freeze(configFrom(values, Object.fromEntries(resources)))
}

function configFrom(values: Values, resources: Record<string, ResourceConfig>): Config {
  const production = values.NODE_ENV === 'production'
  return {
    production,
    appOrigin: values.APP_ORIGIN,
    insecureLoopback: !production && values.APP_ORIGIN.startsWith('http:'),
    host: values.HOST,
    port: values.PORT,
    ...(values.MANAGEMENT_PORT !== undefined && { managementPort: values.MANAGEMENT_PORT }),
    oidc: {
      issuer: values.OIDC_ISSUER,
      clientId: values.OIDC_CLIENT_ID,
      clientSecret: values.OIDC_CLIENT_SECRET,
      ...(values.OIDC_CLIENT_SECRET_NEXT !== undefined && {
        clientSecretNext: values.OIDC_CLIENT_SECRET_NEXT,
      }),
      clientAuth: values.OIDC_CLIENT_AUTH,
      scope: values.OIDC_SCOPE,
      authorizeParams: values.OIDC_AUTHORIZE_PARAMS,
      idTokenAlg: values.OIDC_ID_TOKEN_ALG,
      par: values.OIDC_PAR,
      userinfo: values.OIDC_USERINFO,
      logout: values.OIDC_LOGOUT,
      logoutTokenTyp: values.OIDC_LOGOUT_TOKEN_TYP,
      frontchannelLogout: values.OIDC_FRONTCHANNEL_LOGOUT === 'on',
      clockToleranceSeconds: values.OIDC_CLOCK_TOLERANCE_SECONDS,
      timeoutMs: values.OIDC_TIMEOUT_SECONDS * 1000,
    },
    session: {
      keys: values.SESSION_KEYS,
      idleSeconds: values.SESSION_IDLE_SECONDS,
      absoluteSeconds: values.SESSION_ABSOLUTE_SECONDS,
    },
    storeUrl: values.STORE_URL,
    resources,
    logLevel: values.LOG_LEVEL,
  }
}

function resourceFrom(values: ValuesOf<typeof resourceSettings>): ResourceConfig {
  return {
    url: values.URL,
    ...(values.INDICATOR === undefined ? {} : { indicator: values.INDICATOR }),
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
