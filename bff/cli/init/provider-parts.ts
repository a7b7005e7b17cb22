/** The kinds of question that several vendors have: parts of an issuer, and what becomes a setting. */
import { providerSettings } from '../../src/config/provider-settings.ts'
import { type ResourceField, resourceSettings } from '../../src/config/resource-settings.ts'
import { type Question, faultBy, hostFault, segmentFault } from './question.ts'

/** Something that only some need, and the setting that it becomes. */
export interface Extra extends Question {
  optional: true
  setting: string | { resource: ResourceField }
  text?(value: string): string
}

export const host = (asks: string, example: string): Question => ({
  flag: 'domain',
  asks,
  example,
  fault: hostFault,
})

export const segment = (flag: string, asks: string, example: string): Question => ({
  flag,
  asks,
  example,
  fault: segmentFault,
})

/** A fixed parameter of the authorization request, which may be called something else on the command line. */
export function parameter(name: string, asks: string, flag = name): Extra {
  const text = (value: string) => String(new URLSearchParams({ [name]: value }))
  const fault = faultBy(providerSettings.OIDC_CLIENT_ID) // one line, as it is
  return { flag, asks, optional: true, setting: 'OIDC_AUTHORIZE_PARAMS', text, fault }
}

export function ofResource(resource: ResourceField, flag: string, asks: string): Extra {
  const fault = faultBy(resourceSettings[resource])
  return { flag, asks, optional: true, setting: { resource }, fault }
}

export function apiScope(): Extra {
  return ofResource('SCOPE', 'scope', 'The scopes of your API')
}
