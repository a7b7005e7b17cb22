/** How far a sign-out goes, in both directions. */
import type { OidcConfig } from '../../src/config/config.ts'
import { presetNamed } from '../../src/config/presets/presets.ts'
import { type Check, pass, warn } from './check.ts'
import type { Metadata } from './provider-metadata.ts'

export function logoutChecks(oidc: OidcConfig, metadata: Metadata, appOrigin: string): Check[] {
  return [
    outward(oidc, metadata, appOrigin),
    revocation(metadata),
    inward(oidc, metadata, appOrigin),
  ]
}

function outward(oidc: OidcConfig, metadata: Metadata, appOrigin: string): Check {
  const id = 'logout-endpoint'
  if (oidc.logout === 'local')
    return pass(id, 'Signing out ends the session here only (OIDC_LOGOUT).')
  const announced = metadata['end_session_endpoint']
  const endpoint = typeof announced === 'string' ? announced : undefined
  const { issuer, clientId } = oidc
  const returnTo = `${appOrigin}/signed-out`
  if (presetNamed(oidc.provider).logoutUrl?.({ issuer, clientId, endpoint, returnTo })) {
    return pass(
      id,
      `Signing out goes on to the provider in its own form. Register ${returnTo} there.`,
    )
  }
  if (endpoint !== undefined) {
    return pass(
      id,
      `Signing out goes on to the provider. Register ${appOrigin}/auth/signed-out there.`,
    )
  }
  return warn(
    id,
    'It announces no end-session endpoint: signing out ends the session here only.',
    'Say so with OIDC_LOGOUT=local, or look for a switch there. Whoever signs in next may not be asked who they are.',
  )
}

function revocation(metadata: Metadata): Check {
  return typeof metadata['revocation_endpoint'] === 'string'
    ? pass('logout-revocation', 'Signing out revokes the tokens.')
    : warn(
        'logout-revocation',
        'It has no revocation endpoint: a refresh token lives on after a sign-out.',
        'Give refresh tokens a short life there.',
      )
}

function inward(oidc: OidcConfig, metadata: Metadata, appOrigin: string): Check {
  const id = 'logout-backchannel'
  if (metadata['backchannel_logout_supported'] !== true) {
    return oidc.frontchannelLogout && metadata['frontchannel_logout_supported'] !== true
      ? warn(
          id,
          'OIDC_FRONTCHANNEL_LOGOUT=on, and it knows no front-channel logout.',
          'Take the setting away.',
        )
      : pass(id, 'It does not say that it tells of sign-outs elsewhere.')
  }
  const url = `${appOrigin}/auth/backchannel-logout`
  if (!isPublic(appOrigin)) {
    return warn(
      id,
      `It can tell of sign-outs, but not to ${url}: that is no public https address.`,
      'Nothing to do on your own machine; in production it needs a public name.',
    )
  }
  const keycloak =
    oidc.provider === 'keycloak'
      ? ' “Front channel logout” must be off there, or nothing is sent.'
      : ''
  return pass(id, `It can tell of sign-outs. Register ${url} there.${keycloak}`)
}

function isPublic(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  const isPrivate =
    /^(localhost|\[|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|\.(local|internal|test)$/
  return protocol === 'https:' && !isPrivate.test(hostname)
}
