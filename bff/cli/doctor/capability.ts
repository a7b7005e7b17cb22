/** What the provider says it can do, beside what our settings want. Silence is no contradiction. */
import type { OidcConfig } from '../../src/config/config.ts'
import { asymmetricAlgorithms } from '../../src/config/request-settings.ts'
import { type Check, fail, pass, warn } from './check.ts'
import type { IssDuty } from './iss-duty.ts'
import type { Metadata } from './provider-metadata.ts'

export function capabilityChecks(oidc: OidcConfig, metadata: Metadata, duty: IssDuty): Check[] {
  return [
    pkce(metadata),
    authentication(oidc, metadata),
    idTokens(oidc, metadata),
    par(oidc, metadata),
    iss(duty),
  ]
}

function pkce(metadata: Metadata): Check {
  const methods = listIn(metadata, 'code_challenge_methods_supported')
  if (methods?.includes('S256')) return pass('capability-pkce', 'It knows PKCE with S256.')
  const says = methods === undefined ? 'says nothing of PKCE' : 'does not list S256'
  const remedy =
    'S256 is sent all the same. Ask its people whether it checks: then a stolen code is worth nothing.'
  return (methods === undefined ? warn : fail)('capability-pkce', `It ${says}.`, remedy)
}

function authentication({ clientAuth }: OidcConfig, metadata: Metadata): Check {
  const id = 'capability-auth'
  const methods = listIn(metadata, 'token_endpoint_auth_methods_supported')
  // OIDC Discovery §3: the default of those who say nothing.
  const known = methods ?? ['client_secret_basic']
  if (known.includes(clientAuth)) return pass(id, `It takes ${clientAuth}.`)
  const message = `It does not list ${clientAuth}, but ${known.join(', ')}.`
  const remedy = 'Set OIDC_CLIENT_AUTH to the one that the client is registered with.'
  return methods === undefined ? warn(id, message, remedy) : fail(id, message, remedy)
}

function idTokens({ idTokenAlg }: OidcConfig, metadata: Metadata): Check {
  const id = 'capability-id-token'
  const offered = listIn(metadata, 'id_token_signing_alg_values_supported')
  if (offered === undefined) {
    return warn(
      id,
      'It does not say how it signs ID tokens.',
      'Look it up, and set OIDC_ID_TOKEN_ALG.',
    )
  }
  if (offered.includes(idTokenAlg)) return pass(id, `It signs ID tokens with ${idTokenAlg}.`)
  const message = `It signs ID tokens with ${offered.join(', ')}, and OIDC_ID_TOKEN_ALG says ${idTokenAlg}.`
  const fit = asymmetricAlgorithms.find((alg) => offered.includes(alg))
  if (fit !== undefined) return fail(id, message, `OIDC_ID_TOKEN_ALG=${fit}`)
  return fail(
    id,
    message,
    'It signs with the client secret: choose a signing key there (authentik: the provider’s “Signing Key”).',
  )
}

function par({ par: wanted }: OidcConfig, metadata: Metadata): Check {
  const id = 'capability-par'
  const isOffered = typeof metadata['pushed_authorization_request_endpoint'] === 'string'
  const isDemanded = metadata['require_pushed_authorization_requests'] === true
  if (isDemanded) return pass(id, 'It demands pushed authorization requests, and gets them.')
  if (wanted === 'require' && !isOffered) {
    return fail(id, 'OIDC_PAR=require, and it has no endpoint for that.', 'Take OIDC_PAR away.')
  }
  if (!isOffered) return pass(id, 'It takes no pushed authorization requests, and gets none.')
  return wanted === 'require'
    ? pass(id, 'Authorization requests are pushed.')
    : pass(id, 'It takes pushed authorization requests; OIDC_PAR=require would use them.')
}

function iss(duty: IssDuty): Check {
  const id = 'capability-iss'
  if (duty === 'announced') {
    return pass(id, 'Its answers say whose they are (RFC 9207), and that is checked.')
  }
  if (duty === 'none') {
    const word = 'with one provider nothing hangs on it'
    return pass(id, `It does not say that its answers name their issuer; ${word}.`)
  }
  return warn(
    id,
    'It does not say that its answers name their issuer, and one that does not is refused here.',
    'probe-iss tells whether they do. If not: OIDC_RESPONSE_MODE=query.jwt, or no other provider beside it.',
  )
}

export function listIn(metadata: Metadata, name: string): string[] | undefined {
  const list = metadata[name]
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : undefined
}
