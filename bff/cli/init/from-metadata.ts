/**
 * The provider's metadata, before anything is written: whether it is the one that was meant, and what it
 * decides that neither preset nor person has said. What was said stands; the doctor tells if it cannot work.
 */
import type { Config, OidcConfig } from '../../src/config/config.ts'
import { asymmetricAlgorithms } from '../../src/config/request-settings.ts'
import type { Ports } from '../../src/ports.ts'
import { listIn } from '../doctor/capability.ts'
import { discoveryChecks } from '../doctor/discovery.ts'
import { type Metadata, findMetadata } from '../doctor/provider-metadata.ts'
import type { Changes } from './env-text.ts'
import { Refusal } from './refusal.ts'

type Network = Pick<Ports, 'fetch' | 'fetchWith'>

/** @param said what stands in the settings already */
export async function settingsFromMetadata(
  { oidc }: Pick<Config, 'oidc'>,
  said: Readonly<Record<string, string | undefined>>,
  { fetch, fetchWith }: Network,
): Promise<Changes> {
  const { certificate, ca } = oidc
  const isPlain = certificate === undefined && ca === undefined
  const found = await findMetadata(oidc, isPlain ? fetch : fetchWith({ ...certificate, ca }))
  refuseAnother(discoveryChecks(oidc, found))
  if (!('metadata' in found)) return {}
  const decided: Changes = {
    ...algorithm(oidc, found.metadata),
    ...authentication(oidc, found.metadata),
    ...scope(oidc, found.metadata),
  }
  return Object.fromEntries(Object.entries(decided).filter(([name]) => said[name] === undefined))
}

/** Not there, or not the one: nothing else that was typed can be right. */
function refuseAnother(checks: ReturnType<typeof discoveryChecks>): void {
  const wrong = checks.find(({ id, status }) => status === 'fail' && id !== 'discovery-usable')
  if (wrong !== undefined) throw new Refusal(`${wrong.message}\n${wrong.remedy ?? ''}`.trim())
}

function algorithm({ idTokenAlg }: OidcConfig, metadata: Metadata): Changes {
  const offered = listIn(metadata, 'id_token_signing_alg_values_supported')
  if (offered === undefined || offered.includes(idTokenAlg)) return {}
  const fit = asymmetricAlgorithms.find((each) => offered.includes(each))
  return fit === undefined ? {} : { OIDC_ID_TOKEN_ALG: fit }
}

function authentication({ clientAuth }: OidcConfig, metadata: Metadata): Changes {
  const offered = listIn(metadata, 'token_endpoint_auth_methods_supported')
  const isOther = clientAuth === 'client_secret_basic' && offered?.includes(clientAuth) === false
  const takesPost = offered?.includes('client_secret_post') === true
  return isOther && takesPost ? { OIDC_CLIENT_AUTH: 'client_secret_post' } : {}
}

/** A preset knows whether refresh tokens take it; of any other provider only its list tells. */
function scope({ provider, scope: asked }: OidcConfig, metadata: Metadata): Changes {
  const isOffered = listIn(metadata, 'scopes_supported')?.includes('offline_access') === true
  if (provider !== 'generic' || !isOffered || asked.includes('offline_access')) return {}
  return { OIDC_SCOPE: `${asked} offline_access` }
}
