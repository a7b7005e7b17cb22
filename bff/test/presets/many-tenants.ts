/**
 * Microsoft Entra ID for many tenants, emulated: metadata that names a template for an issuer, and ID tokens
 * whose `iss` has their tenant in it. openid-client knows that template of Microsoft's own origin alone, so
 * the network is bent for the one address where the metadata is.
 */
import { onTestFinished } from 'vitest'
import { createAuthority, loopbackAddress } from '../../dev/certificates.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { type Encounter, openEncounter } from '../conformance/sign-in.ts'
import { trust } from '../wire.ts'

const address = 'https://login.microsoftonline.com/organizations/v2.0'
const template = 'https://login.microsoftonline.com/{tenantid}/v2.0'

export const tenantA = 'f0e1d2c3-aaaa-bbbb-cccc-1234567890ab'
export const tenantB = 'f0e1d2c3-aaaa-bbbb-cccc-1234567890cd'
export const stranger = 'f0e1d2c3-aaaa-bbbb-cccc-1234567890ef'

type Claims = Record<string, unknown>

/** What Entra says of somebody of that tenant; `more` over it. */
export function of(tid: string, more: Claims = {}) {
  const iss = template.replace('{tenantid}', tid)
  return { idTokenClaims: (claims: object) => ({ ...claims, iss, tid, oid: 'ada', ...more }) }
}

export async function encounterOfMany(lie: Partial<Lies>): Promise<Encounter> {
  const authority = createAuthority()
  const tls = authority.issue({ address: loopbackAddress })
  onTestFinished(trust(authority.cert))
  // openid-client always gives a URL as text.
  const fetch: typeof globalThis.fetch = (input, init) =>
    globalThis.fetch((input as string).replace(address, encounter.liar.issuer), init)
  const encounter: Encounter = await openEncounter(
    { supportsIss: false, discovery: (document) => ({ ...document, issuer: template }), ...lie },
    {
      tls,
      fetch,
      env: {
        OIDC_PROVIDER: 'entra',
        OIDC_ISSUER: address,
        OIDC_CA: authority.cert,
        OIDC_TENANTS: `${tenantA},${tenantB.toUpperCase()}`,
      },
    },
  )
  return encounter
}
