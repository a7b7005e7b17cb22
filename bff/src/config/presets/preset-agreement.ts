/**
 * What cannot work at this vendor, told at start and not by its error page. Looks only at values that are
 * right by themselves.
 */
import type { OidcConfig, ResourceConfig } from '../config.ts'
import type { Fault } from '../config-error.ts'
import { resourceSettingName } from '../resource-settings.ts'
import type { RegistrationName, RegistrationValues } from '../settings.ts'
import { presetNamed } from './presets.ts'

export function presetFaults(
  values: Partial<RegistrationValues>,
): { name: RegistrationName; says: string }[] {
  const { OIDC_PROVIDER: provider, OIDC_ISSUER: issuer = '', OIDC_SCOPE: scope = '' } = values
  const { title, issuerFault, refusedScopes = [], takesTenants } = presetNamed(provider)
  const says = issuerFault?.(issuer, values.OIDC_TENANTS)
  const refused = scope.split(' ').find((each) => refusedScopes.includes(each))
  return [
    ...(issuer === '' || says === undefined ? [] : [{ name: 'OIDC_ISSUER' as const, says }]),
    ...(values.OIDC_TENANTS === undefined || takesTenants
      ? []
      : [{ name: 'OIDC_TENANTS' as const, says: `must not be set: ${title} has no such thing` }]),
    ...(refused === undefined
      ? []
      : [
          {
            name: 'OIDC_SCOPE' as const,
            says: `must not contain ${refused}, which ${title} refuses`,
          },
        ]),
  ]
}

/** `resource` goes along with every sign-in, whichever server it is for. */
export function indicatorFaults(
  providers: readonly Partial<OidcConfig>[],
  resources: Readonly<Record<string, Partial<ResourceConfig>>>,
): Fault[] {
  const refusing = providers.map(({ provider }) => presetNamed(provider)).find(refusesResource)
  if (refusing === undefined) return []
  const says = `must not be set: ${refusing.title} refuses the parameter; name the API by its scope`
  return Object.entries(resources)
    .filter(([, { indicator }]) => indicator !== undefined)
    .map(([resource]) => ({ name: resourceSettingName(resource, 'INDICATOR'), says }))
}

const refusesResource = ({ refusesResource: refuses }: { refusesResource?: true }) =>
  refuses === true
