/**
 * Whether the settings of one registration fit together: each way to prove oneself has what it needs, and
 * nothing is promised that no key can keep. Looks only at values that are right by themselves.
 */
import { belongTogether } from './certificates.ts'
import { presetFaults } from './presets/preset-agreement.ts'
import type { RegistrationName, RegistrationValues } from './settings.ts'

interface RegistrationFault {
  name: RegistrationName
  says: string
}

type Some = Partial<RegistrationValues>

export function registrationFaults(values: Some): RegistrationFault[] {
  return [
    ...authenticationFaults(values),
    ...nextSecretFaults(values),
    ...algorithmFaults(values),
    ...userinfoFaults(values),
    ...responseFaults(values),
    ...keyFaults(values),
    ...certificateFaults(values),
    ...bindingFaults(values),
    ...presetFaults(values),
  ]
}

const missing = (name: RegistrationName, values: Some, reason: string): RegistrationFault[] =>
  values[name] === undefined ? [{ name, says: `is missing: ${reason}` }] : []

function authenticationFaults(values: Some): RegistrationFault[] {
  const { OIDC_CLIENT_AUTH: way } = values
  if (way === undefined) return []
  const reason = `OIDC_CLIENT_AUTH is ${way}`
  if (way.startsWith('client_secret')) return missing('OIDC_CLIENT_SECRET', values, reason)
  if (way.endsWith('tls_client_auth')) return missing('OIDC_CLIENT_CERT', values, reason)
  return signingKeyFault(values, reason)
}

/** Whoever sets it expects a change to go through, and with keys nothing would: there `pnpm keys` does it. */
function nextSecretFaults(values: Some): RegistrationFault[] {
  const { OIDC_CLIENT_AUTH: way, OIDC_CLIENT_SECRET_NEXT: next } = values
  if (next === undefined || way === undefined || way.startsWith('client_secret')) return []
  const says = `must not be set: OIDC_CLIENT_AUTH is ${way}, which sends no secret`
  return [{ name: 'OIDC_CLIENT_SECRET_NEXT', says }]
}

/** OIDC Core §16.19: a secret that keys a MAC needs as many octets as the MAC has. */
function algorithmFaults(values: Some): RegistrationFault[] {
  const { OIDC_ID_TOKEN_ALG: alg, OIDC_CLIENT_AUTH: way, OIDC_CLIENT_SECRET: secret } = values
  const user = alg === 'HS256' ? 'OIDC_ID_TOKEN_ALG' : 'OIDC_CLIENT_AUTH'
  if (alg !== 'HS256' && way !== 'client_secret_jwt') return []
  if (secret === undefined) return missing('OIDC_CLIENT_SECRET', values, `${user} needs it`)
  if (Buffer.byteLength(secret) >= 32) return []
  const says = `must have at least 32 octets, since ${user} makes it a key; or choose another there`
  return [{ name: 'OIDC_CLIENT_SECRET', says }]
}

/** Both are verified with the keys of the server, or neither is (client-configuration.ts). */
function userinfoFaults(values: Some): RegistrationFault[] {
  const { OIDC_ID_TOKEN_ALG: alg, OIDC_USERINFO_ALG: userinfo } = values
  if (alg !== 'HS256' || userinfo === undefined) return []
  const says = 'must not be set with OIDC_ID_TOKEN_ALG=HS256, which verifies nothing by a key'
  return [{ name: 'OIDC_USERINFO_ALG', says }]
}

/** FAPI 2.0 Message Signing §5.4.2: who answered is known by a key that only one side has. */
function responseFaults(values: Some): RegistrationFault[] {
  const { OIDC_ID_TOKEN_ALG: alg, OIDC_RESPONSE_MODE: mode, OIDC_RESPONSE_ALG: given } = values
  if (alg !== 'HS256' || given !== undefined || !mode?.endsWith('.jwt')) return []
  const says = `is missing: OIDC_RESPONSE_MODE is ${mode}, and HS256 is for ID tokens alone`
  return [{ name: 'OIDC_RESPONSE_ALG', says }]
}

function keyFaults(values: Some): RegistrationFault[] {
  const { OIDC_ID_TOKEN_ENC: enc, OIDC_REQUEST_OBJECT: object, OIDC_CLIENT_KEYS: keys } = values
  const faults = object === 'signed' ? signingKeyFault(values, 'OIDC_REQUEST_OBJECT is signed') : []
  if (enc === undefined || keys?.some(({ use, alg }) => use === 'enc' && alg === enc)) return faults
  const says = `must have a key with "use": "enc" and "alg": "${enc}": OIDC_ID_TOKEN_ENC asks for it`
  return [...faults, { name: 'OIDC_CLIENT_KEYS', says }]
}

function signingKeyFault(values: Some, reason: string): RegistrationFault[] {
  const { OIDC_CLIENT_KEYS: keys, OIDC_PROFILE: profile } = values
  const first = keys?.find(({ use }) => use === 'sig')
  if (first === undefined) {
    return [{ name: 'OIDC_CLIENT_KEYS', says: `must have a key with "use": "sig": ${reason}` }]
  }
  if (profile !== 'fapi2' || /^(PS256|ES256|EdDSA|Ed25519)$/.test(first.alg)) return []
  const says = 'must sign with PS256, ES256 or EdDSA with OIDC_PROFILE=fapi2'
  return [{ name: 'OIDC_CLIENT_KEYS', says }]
}

function certificateFaults(values: Some): RegistrationFault[] {
  const { OIDC_CLIENT_CERT: cert, OIDC_CLIENT_CERT_KEY: key } = values
  if (cert === undefined && key === undefined) return []
  if (key === undefined) return missing('OIDC_CLIENT_CERT_KEY', values, 'a certificate needs it')
  if (cert === undefined) return missing('OIDC_CLIENT_CERT', values, 'its key is given')
  if (belongTogether(cert, key)) return []
  return [{ name: 'OIDC_CLIENT_CERT_KEY', says: 'must be the key of OIDC_CLIENT_CERT' }]
}

/** FAPI 2.0 §5.3.3.1-4: tokens are bound to us, one way or the other. */
function bindingFaults(values: Some): RegistrationFault[] {
  const { OIDC_PROFILE: profile, OIDC_DPOP: dpop, OIDC_CLIENT_CERT: cert } = values
  if (profile !== 'fapi2' || dpop !== 'off' || cert !== undefined) return []
  const says = 'must be require with OIDC_PROFILE=fapi2, or give OIDC_CLIENT_CERT to bind tokens to'
  return [{ name: 'OIDC_DPOP', says }]
}
