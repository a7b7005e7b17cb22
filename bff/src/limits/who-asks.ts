/**
 * Who a request is counted as. Signed in, it is a session and the person behind it; of anybody it is an address,
 * and of IPv6 the network that one customer has at least (a /64, RFC 6177 §2), since each has as many addresses
 * as they like.
 *
 * A private address counts only where TRUSTED_PROXIES says that addresses are facts. Without, it is most likely
 * that of the proxy in front: everybody at once, and counting it would close the door on all.
 */
import { BlockList, isIP } from 'node:net'
import type { Config } from '../config/config.ts'
import type { CountedBy } from '../config/limit-rules.ts'
import type { Context } from '../http/context.ts'
import { firstGroups, privateNetworks } from '../session/masked-address.ts'
import { standingOf } from '../session/standing.ts'

/** @returns undefined where there is nobody of that kind */
export type KeyOf = (ctx: Context) => string | undefined

export function createKeys({
  trustedProxies,
}: Pick<Config, 'trustedProxies'>): Readonly<Record<CountedBy, KeyOf>> {
  const uncounted = trustedProxies.length === 0 ? privateNetworks() : new BlockList()
  return {
    session(ctx) {
      const standing = standingOf(ctx)
      return standing.signedIn ? standing.id : undefined
    },
    subject(ctx) {
      const standing = standingOf(ctx)
      return standing.signedIn ? `${standing.record.iss} ${standing.record.sub}` : undefined
    },
    address: ({ ip }) => addressKey(ip, uncounted),
  }
}

function addressKey(address: string, uncounted: BlockList): string | undefined {
  const family = isIP(address)
  if (family === 0 || uncounted.check(address, family === 4 ? 'ipv4' : 'ipv6')) return undefined
  return family === 4 ? address : `${firstGroups(address, 4)}::/64`
}
