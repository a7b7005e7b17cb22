/**
 * What has to be told of each vendor's server beside client and API: as little as its issuer can be made of,
 * and what its tokens for an API take. Where to click and which field is which stands on the vendor's page in
 * bff/docs/providers, and is read from there (console-fields.ts).
 */
import type { PresetName } from '../../src/config/presets/presets.ts'
import { providerSettings } from '../../src/config/provider-settings.ts'
import { type ResourceField, resourceSettings } from '../../src/config/resource-settings.ts'
import { type Question, faultBy, hostFault, segmentFault } from './question.ts'

type Parts = Readonly<Record<string, string>>

export interface ProviderQuestions {
  /** What the issuer is made of. None: it is known, or asked for as a whole. */
  parts?: readonly Question[]
  issuer?(parts: Parts): string
  extras?: readonly Extra[]
}

/** Something that only some need, and the setting that it becomes. */
export interface Extra extends Question {
  optional: true
  setting: string | { resource: ResourceField }
  text?(value: string): string
}

const host = (asks: string, example: string): Question => ({
  flag: 'domain',
  asks,
  example,
  fault: hostFault,
})
const segment = (flag: string, asks: string, example: string): Question => ({
  flag,
  asks,
  example,
  fault: segmentFault,
})

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
    parts: [segment('tenant', 'The tenant’s id', '72f988bf-86f1-41af-91ab-2d7cd011db47')],
    issuer: ({ tenant }) => `https://login.microsoftonline.com/${tenant}/v2.0`,
    extras: [ofResource('SCOPE', 'scope', 'The scope of your API, api://<application id>/<scope>')],
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

/** A fixed parameter of the authorization request, which may be called something else on the command line. */
function parameter(name: string, asks: string, flag = name): Extra {
  const text = (value: string) => String(new URLSearchParams({ [name]: value }))
  return { flag, asks, optional: true, setting: 'OIDC_AUTHORIZE_PARAMS', text, fault: textFault }
}

function ofResource(resource: ResourceField, flag: string, asks: string): Extra {
  const fault = faultBy(resourceSettings[resource])
  return { flag, asks, optional: true, setting: { resource }, fault }
}

function apiScope(): Extra {
  return ofResource('SCOPE', 'scope', 'The scopes of your API')
}

function textFault(value: string): string | undefined {
  return faultBy(providerSettings.OIDC_CLIENT_ID)(value)
}
