/**
 * What has to be told of each vendor's server beside client and API: as little as its issuer can be made of,
 * and what its tokens for an API take. Where to click and which field is which stands on the vendor's page in
 * bff/docs/providers, and is read from there (console-fields.ts).
 */
import type { PresetName } from '../../src/config/presets/presets.ts'
import { tenantsFault } from '../../src/config/tenants.ts'
import { type Extra, apiScope, host, ofResource, parameter, segment } from './provider-parts.ts'
import { type Question, segmentFault } from './question.ts'

type Parts = Readonly<Record<string, string>>

export interface ProviderQuestions {
  /** What the issuer is made of. None: it is known, or asked for as a whole. */
  parts?: readonly Question[]
  issuer?(parts: Parts): string
  extras?: readonly Extra[]
}

export const providerQuestions: Record<PresetName, ProviderQuestions> = {
  generic: { extras: [apiScope()] },
  auth0: {
    parts: [host('The tenant’s domain', 'acme.eu.auth0.com')],
    issuer: ({ domain }) => `https://${domain}/`,
    extras: [parameter('audience', 'The identifier of your API')],
  },
  okta: {
    parts: [
      host('The org’s domain', 'acme.okta.com'),
      { ...segment('server', 'The custom authorization server', 'default'), usual: 'default' },
    ],
    issuer: ({ domain, server }) => `https://${domain}/oauth2/${server}`,
    extras: [apiScope()],
  },
  entra: {
    parts: [
      segment(
        'tenant',
        'The tenant’s id, or organizations',
        '72f988bf-86f1-41af-91ab-2d7cd011db47',
      ),
    ],
    issuer: ({ tenant }) => `https://login.microsoftonline.com/${tenant}/v2.0`,
    extras: [
      {
        flag: 'tenants',
        asks: 'The ids of the tenants whose people come in, if they are several',
        optional: true,
        setting: 'OIDC_TENANTS',
        fault: tenantsFault,
      },
      ofResource('SCOPE', 'scope', 'The scope of your API, api://<application id>/<scope>'),
    ],
  },
  keycloak: {
    parts: [host('The host', 'id.example.com'), segment('realm', 'The realm', 'acme')],
    issuer: ({ domain, realm }) => `https://${domain}/realms/${realm}`,
  },
  google: {
    issuer: () => 'https://accounts.google.com',
    extras: [parameter('hd', 'The Workspace that people must belong to', 'workspace')],
  },
  cognito: {
    parts: [
      {
        flag: 'pool',
        asks: 'The user pool’s id',
        example: 'eu-west-1_Ab12Cd34E',
        // It begins with its region, which is in the host name as well.
        fault: (id) => (/^[a-z]+(-[a-z]+)+-\d_\w+$/.test(id) ? undefined : 'must be a pool’s id'),
      },
    ],
    issuer: ({ pool = '' }) => `https://cognito-idp.${pool.split('_')[0]}.amazonaws.com/${pool}`,
    extras: [apiScope()],
  },
  workos: {
    parts: [host('The AuthKit domain', 'acme.authkit.app')],
    issuer: atRoot,
    extras: [ofResource('INDICATOR', 'resource', 'The resource indicator of your API')],
  },
  fusionauth: { parts: [host('The host', 'id.example.com')], issuer: atRoot },
  zitadel: {
    parts: [host('The instance', 'acme.zitadel.cloud')],
    issuer: atRoot,
    extras: [
      {
        flag: 'project',
        asks: 'The id of the project that your API belongs to',
        optional: true,
        fault: segmentFault,
        setting: 'OIDC_SCOPE',
        text: (id) =>
          `openid profile email offline_access urn:zitadel:iam:org:project:id:${id}:aud`,
      },
    ],
  },
  authentik: {
    parts: [
      host('The host', 'id.example.com'),
      segment('application', 'The application’s slug', 'claimcheck'),
    ],
    issuer: ({ domain, application }) => `https://${domain}/application/o/${application}/`,
  },
  logto: {
    parts: [host('The host', 'acme.logto.app')],
    issuer: ({ domain }) => `https://${domain}/oidc`,
    extras: [ofResource('INDICATOR', 'resource', 'The identifier of your API')],
  },
  duende: {
    parts: [host('The host', 'id.example.com')],
    issuer: atRoot,
    extras: [apiScope()],
  },
  'oidc-provider': {
    extras: [ofResource('INDICATOR', 'resource', 'The resource indicator of your API'), apiScope()],
  },
}

function atRoot({ domain }: Parts): string {
  return `https://${domain}`
}
