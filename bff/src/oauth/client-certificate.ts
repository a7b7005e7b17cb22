/**
 * The certificate towards APIs: tokens that are bound to it are good over connections that show it, and over
 * no others (RFC 8705 §3). Connections to an API are everybody's, so there is one certificate among all
 * providers (config/provider-agreement.ts), and every authority that any of them is believed by.
 */
import type { OidcConfig } from '../config/config.ts'
import type { OwnTls } from '../ports.ts'

type Given = Pick<OidcConfig, 'certificate' | 'ca'>

export function tlsTowardsApis(providers: readonly Given[]): OwnTls {
  const authorities = new Set(providers.flatMap(({ ca }) => ca ?? []))
  return {
    ...providers.find(({ certificate }) => certificate !== undefined)?.certificate,
    ca: authorities.size === 0 ? undefined : [...authorities].join('\n'),
  }
}
