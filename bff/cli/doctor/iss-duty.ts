/** Whether a sign-in fails when the answer does not say whose it is (RFC 9207, oauth/authorization-response.ts). */
import type { Config, OidcConfig } from '../../src/config/config.ts'
import type { Metadata } from './provider-metadata.ts'

/** `announced`: openid-client wants what metadata promises. `needed`: we want it whatever it promises. */
export type IssDuty = 'announced' | 'needed' | 'none'

export function issDuty(
  { providers }: Pick<Config, 'providers'>,
  { profile, responseMode }: OidcConfig,
  metadata: Metadata,
): IssDuty {
  if (metadata['authorization_response_iss_parameter_supported'] === true) return 'announced'
  // A signed answer names its issuer in any case (JARM §2.1).
  const isSigned = responseMode.endsWith('.jwt')
  return (providers.length > 1 || profile === 'fapi2') && !isSigned ? 'needed' : 'none'
}
