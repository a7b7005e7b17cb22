/**
 * TRUSTED_PROXIES: whose word on a browser's address counts. A list of addresses and networks, as narrow as
 * the operator can make it: who may name the address can be anybody (ASVS 4.1.3). What is done with it:
 * http/forwarded.ts.
 */
import { isIP } from 'node:net'

export function proxiesFault(list: string): string | undefined {
  return proxies(list).every(isNetwork)
    ? undefined
    : 'must be addresses and networks with commas between them, such as 10.0.0.0/8,fd00::/8, and none of them everybody'
}

export function proxies(list: string): string[] {
  return list === '' ? [] : list.split(',').map((entry) => entry.trim())
}

/** `/0` is no network but everybody, the attacker too. */
function isNetwork(entry: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(entry) ?? []
  const family = isIP(address)
  return family !== 0 && Number(bits ?? 1) <= (family === 4 ? 32 : 128)
}
