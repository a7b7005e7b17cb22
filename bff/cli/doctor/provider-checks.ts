/** All that is asked of one authorization server: its metadata, what it can do, and whether it knows us. */
import { joinResources, resourceTable } from '../../src/api/resources.ts'
import type { Config, OidcConfig } from '../../src/config/config.ts'
import { createClient } from '../../src/oauth/client.ts'
import { forPeople } from '../../src/oauth/token-modes.ts'
import type { Ports } from '../../src/ports.ts'
import { capabilityChecks } from './capability.ts'
import { type Check, skip } from './check.ts'
import { discoveryChecks } from './discovery.ts'
import { issDuty } from './iss-duty.ts'
import { logoutChecks } from './logout.ts'
import { type Metadata, findMetadata } from './provider-metadata.ts'
import { apiTokenCheck, refreshCheck } from './refresh.ts'
import { registrationProbe } from './registration-probe.ts'
import { clockCheck } from './runtime.ts'
import { secretProbe } from './secret-probe.ts'

type NetworkPorts = Pick<Ports, 'clock' | 'fetch' | 'fetchWith'>

export async function providerChecks(
  config: Config,
  oidc: OidcConfig,
  ports: NetworkPorts,
  mayProbe: boolean,
): Promise<Check[]> {
  const { certificate, ca } = oidc
  const isPlain = certificate === undefined && ca === undefined
  const fetch = isPlain ? ports.fetch : ports.fetchWith({ ...certificate, ca })
  const found = await findMetadata(oidc, fetch)
  const discovery = discoveryChecks(oidc, found)
  if (!('metadata' in found)) return discovery
  const { metadata, dateMs } = found
  const { clockToleranceSeconds } = oidc
  // Where the metadata is another's, or rules us out, the BFF sends nobody: nothing is left to be probed.
  const isUsable = discovery.every(({ status }) => status === 'pass')
  return [
    clockCheck(ports.clock.now(), dateMs, clockToleranceSeconds),
    ...discovery,
    ...capabilityChecks(oidc, metadata, issDuty(config, oidc, metadata)),
    ...(await probes(
      { config, oidc, metadata, mayProbe: mayProbe && isUsable },
      { ...ports, fetch },
    )),
    refreshCheck(oidc, metadata),
    apiTokenCheck(oidc, config.resources),
    ...logoutChecks(oidc, metadata, config.appOrigin),
  ]
}

interface Probing {
  config: Config
  oidc: OidcConfig
  metadata: Metadata
  mayProbe: boolean
}

async function probes(
  { config, oidc, metadata, mayProbe }: Probing,
  { fetch, clock }: Pick<Ports, 'fetch' | 'clock'>,
): Promise<Check[]> {
  if (!mayProbe) {
    return [
      skip('probe-registration', 'Not asked whether our client is registered.'),
      skip('probe-secret', 'Not asked whether the client proves itself.'),
    ]
  }
  const clientOf = (registration: OidcConfig) => createClient(registration, { fetch, clock })
  const resources = forPeople(
    joinResources(resourceTable, config.resources, config.appOrigin).values(),
  )
  const client = clientOf(oidc)
  const next = oidc.clientSecretNext
  return [
    ...(await registrationProbe(
      { config, oidc, client, fetch, resources },
      issDuty(config, oidc, metadata),
    )),
    await secretProbe({ config, oidc }, client),
    ...(next === undefined
      ? []
      : [
          await secretProbe(
            { config, oidc },
            clientOf({ ...oidc, clientSecret: next }),
            'probe-secret-next',
          ),
        ]),
  ]
}
