/**
 * One authorization server: its settings read, judged together, and turned into what the house works with.
 * The first has the plain names; further ones, named in OIDC_PROVIDERS, have theirs in the middle.
 */
import type { OidcConfig } from './config.ts'
import type { Fault } from './config-error.ts'
import { fapiSettings } from './fapi-settings.ts'
import { type Sources } from './given.ts'
import type { Preset } from './presets/preset.ts'
import { presetNamed } from './presets/presets.ts'
import { registrationFaults } from './registration-agreement.ts'
import { readTable } from './read-table.ts'
import {
  type RegistrationName,
  type RegistrationValues,
  registrationSettingName,
  registrationSettings,
} from './settings.ts'

export function readProvider(provider: string, sources: Sources, faults: Fault[]): OidcConfig {
  const nameOf = (name: RegistrationName) => registrationSettingName(provider, name)
  const isFapi = sources.env[nameOf('OIDC_PROFILE')] === 'fapi2'
  const preset = presetNamed(sources.env[nameOf('OIDC_PROVIDER')] || undefined)
  const usual = withDefaults(preset)
  // The same settings, each with a default that fits and fewer values: stricter than any preset.
  const table = isFapi ? { ...usual, ...fapiSettings } : usual
  const values = readTable(table as typeof registrationSettings, nameOf, sources, faults)
  for (const { name, says } of registrationFaults(values)) {
    const isTold = faults.some((fault) => fault.name === nameOf(name))
    if (!isTold) faults.push({ name: nameOf(name), says })
  }
  return providerFrom(values, preset)
}

function withDefaults({ defaults = {} }: Preset): typeof registrationSettings {
  const own = Object.entries(defaults).map(([name, value]) => [
    name,
    { ...registrationSettings[name as RegistrationName], default: value },
  ])
  return { ...registrationSettings, ...Object.fromEntries(own) }
}

function providerFrom(values: RegistrationValues, preset: Preset): OidcConfig {
  const { OIDC_CLIENT_CERT: cert, OIDC_CLIENT_CERT_KEY: key } = values
  return {
    provider: values.OIDC_PROVIDER,
    profile: values.OIDC_PROFILE,
    displayName: displayNameOf(values, preset),
    ...optional('accountUrl', values.OIDC_ACCOUNT_URL),
    issuer: values.OIDC_ISSUER,
    ...optional('tenants', values.OIDC_TENANTS),
    clientId: values.OIDC_CLIENT_ID,
    ...optional('clientSecret', values.OIDC_CLIENT_SECRET),
    ...optional('clientSecretNext', values.OIDC_CLIENT_SECRET_NEXT),
    ...optional('clientSecretExpiresAtMs', values.OIDC_CLIENT_SECRET_EXPIRES),
    clientAuth: values.OIDC_CLIENT_AUTH,
    clientAssertion: values.OIDC_CLIENT_ASSERTION,
    clientKeys: values.OIDC_CLIENT_KEYS ?? [],
    ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
    ...optional('ca', values.OIDC_CA),
    scope: values.OIDC_SCOPE,
    authorizeParams: { ...preset.authorizeParams, ...values.OIDC_AUTHORIZE_PARAMS },
    idTokenAlg: values.OIDC_ID_TOKEN_ALG,
    ...optional('idTokenEnc', values.OIDC_ID_TOKEN_ENC),
    par: values.OIDC_PAR,
    requestObject: values.OIDC_REQUEST_OBJECT,
    responseMode: values.OIDC_RESPONSE_MODE,
    responseAlg: values.OIDC_RESPONSE_ALG ?? values.OIDC_ID_TOKEN_ALG,
    dpop: values.OIDC_DPOP,
    userinfo: values.OIDC_USERINFO,
    ...optional('userinfoAlg', values.OIDC_USERINFO_ALG),
    logout: values.OIDC_LOGOUT,
    logoutTokenTyp: values.OIDC_LOGOUT_TOKEN_TYP,
    frontchannelLogout: values.OIDC_FRONTCHANNEL_LOGOUT === 'on',
    clockToleranceSeconds: values.OIDC_CLOCK_TOLERANCE_SECONDS,
    timeoutMs: values.OIDC_TIMEOUT_SECONDS * 1000,
  }
}

/** An issuer that is none has been told as a wrong setting. */
function displayNameOf(values: RegistrationValues, { knownAs }: Preset): string {
  const { OIDC_DISPLAY_NAME: given, OIDC_ISSUER: issuer } = values
  return given ?? knownAs ?? URL.parse(issuer)?.hostname ?? ''
}

function optional<K extends keyof OidcConfig>(key: K, value: OidcConfig[K]) {
  return value === undefined ? {} : { [key]: value }
}
