/**
 * Each API, called once without a token: it has to be there, and to refuse. One that answers 200 to nobody
 * in particular is open to everybody who reaches it, and the token that the BFF attaches is decoration.
 */
import type { Config } from '../../src/config/config.ts'
import { tlsTowardsApis } from '../../src/oauth/client-certificate.ts'
import type { Ports } from '../../src/ports.ts'
import { type Check, fail, pass, skip, warn } from './check.ts'
import { codeOf } from './provider-metadata.ts'

const patienceMs = 5_000

export function upstreamChecks(
  { providers, resources }: Pick<Config, 'providers' | 'resources'>,
  /** Those to which no token goes (`token: 'none'`): open on purpose. */
  open: ReadonlySet<string>,
  { fetch, fetchWith }: Pick<Ports, 'fetch' | 'fetchWith'>,
): Promise<Check[]> {
  const tls = tlsTowardsApis(providers)
  const isPlain = tls.cert === undefined && tls.ca === undefined
  const go = isPlain ? fetch : fetchWith(tls)
  return Promise.all(
    Object.entries(resources).map(([name, { url }]) =>
      upstreamCheck(name, url, open.has(name), go),
    ),
  ).then((checks) => checks.flat())
}

async function upstreamCheck(
  name: string,
  url: string,
  isOpen: boolean,
  fetch: Ports['fetch'],
): Promise<Check[]> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, { redirect: 'manual', signal })
    await response.body?.cancel()
    return [
      pass('upstream-reachable', `The API "${name}" answers (${response.status}).`),
      closedCheck(name, response.status, isOpen),
    ]
  } catch (error) {
    const setting = `RESOURCE_${name.toUpperCase().replaceAll('-', '_')}_URL`
    return [
      fail(
        'upstream-reachable',
        `The API "${name}" cannot be reached (${codeOf(error)}).`,
        `Look at ${setting}, and whether this machine may go there.`,
      ),
    ]
  }
}

function closedCheck(name: string, status: number, isOpen: boolean): Check {
  const id = 'upstream-closed'
  if (status === 401) return pass(id, `The API "${name}" refuses who comes without a token.`)
  if (status >= 200 && status < 300) {
    return isOpen
      ? pass(id, `The API "${name}" is open, as the resource table says.`)
      : fail(
          id,
          `The API "${name}" is open: it answers ${status} without a token.`,
          'Make it verify the access token – signature, issuer, audience – on every route.',
        )
  }
  if (status === 403) {
    return warn(
      id,
      `The API "${name}" answers 403 without a token, where 401 is meant (RFC 6750 §3.1).`,
      'With 401 the BFF gets another token and tries once more; after 403 it does not.',
    )
  }
  return skip(
    id,
    `The API "${name}" answers ${status} at its root; try a route that needs a token.`,
  )
}
