/**
 * Whether the provider is there and is the one that was meant. Its issuer has to be ours to the letter
 * (Discovery §4.3), and the ways in which it usually is not have names.
 */
import type { OidcConfig } from '../../src/config/config.ts'
import { type MetadataError, assertUsable, issuerInMetadata } from '../../src/oauth/metadata.ts'
import { type Check, fail, pass } from './check.ts'
import type { Found, Metadata } from './provider-metadata.ts'

export function discoveryChecks(oidc: OidcConfig, found: Found): Check[] {
  if (!('metadata' in found)) return [reachableFault(found)]
  const { metadata } = found
  const reachable = pass('discovery-reachable', `${oidc.issuer} answers with its metadata.`)
  const expected = issuerInMetadata(oidc)
  const fault = issuerFault(expected, metadata['issuer'])
  return fault === undefined
    ? [reachable, pass('discovery-issuer', issuerText(oidc)), usable(oidc, metadata)]
    : [reachable, fail('discovery-issuer', fault.message, fault.remedy)]
}

function issuerText({ tenants }: OidcConfig): string {
  if (tenants === undefined) return 'Its issuer is ours, to the letter.'
  const whose = tenants.length === 1 ? 'one tenant' : `${tenants.length} tenants`
  return `Its issuer is the template for all tenants, and people of ${whose} come in (OIDC_TENANTS).`
}

function reachableFault(found: Exclude<Found, { metadata: Metadata }>): Check {
  const id = 'discovery-reachable'
  if (found.why === 'unreachable') {
    const message = `${found.url} cannot be reached (${found.code}).`
    return fail(id, message, remedyOf(found.code))
  }
  const message =
    found.why === 'status'
      ? `${found.url} answers ${found.status}.`
      : `${found.url} answers something that is no JSON object.`
  return fail(
    id,
    message,
    'OIDC_ISSUER may lack a path (tenant, realm, application) or have one too many.',
  )
}

function remedyOf(code: string): string {
  if (/CERT|SIGNED|SIGNATURE|ALTNAME/.test(code)) {
    return 'Its certificate is not believed: give its authority in OIDC_CA, or mend the name in it.'
  }
  if (code === 'ENOTFOUND') return 'There is no such host: look at OIDC_ISSUER again.'
  return 'Is it running, and may this machine go out to it? In a container, 127.0.0.1 is the container.'
}

function issuerFault(
  ours: string,
  theirs: unknown,
): { message: string; remedy: string } | undefined {
  if (theirs === ours) return undefined
  if (typeof theirs !== 'string') {
    return {
      message: 'Its metadata names no issuer.',
      remedy: 'This is no OpenID provider’s address.',
    }
  }
  const message = `It calls itself ${theirs}, and OIDC_ISSUER says ${ours}.`
  return { message, remedy: hintFor(ours, theirs) }
}

/** Slash, template, bare name: most of all mismatches. */
function hintFor(ours: string, theirs: string): string {
  if (`${ours}/` === theirs) return `The slash at the end counts: OIDC_ISSUER=${theirs}`
  if (ours === `${theirs}/`) return `No slash at the end: OIDC_ISSUER=${theirs}`
  if (/\{tenant_?id\}/i.test(theirs)) {
    return 'That is a template for many tenants: put your tenant id into OIDC_ISSUER in place of common or organizations, or list whose people come in (OIDC_PROVIDER=entra, OIDC_TENANTS).'
  }
  if (!URL.canParse(theirs)) {
    return `A bare name is no issuer: set the issuer of the tenant at the provider to ${ours}`
  }
  if (ours.toLowerCase() === theirs.toLowerCase()) return `Capitals count: OIDC_ISSUER=${theirs}`
  return `If that is the one you mean: OIDC_ISSUER=${theirs}. Behind a proxy or in compose, the provider has to be told its public host name.`
}

/** The BFF's own judgement, word for word. */
function usable(oidc: OidcConfig, metadata: Metadata): Check {
  try {
    assertUsable({ ...metadata, issuer: issuerInMetadata(oidc) }, oidc)
    return pass('discovery-usable', 'Its metadata and our settings agree.')
  } catch (error) {
    const { field } = error as MetadataError
    return fail(
      'discovery-usable',
      `Its metadata rules out our settings by ${field}: nobody would be sent there.`,
      'Compare that field with what the checks below say, and change the setting or the registration.',
    )
  }
}
