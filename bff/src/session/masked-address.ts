/**
 * The network a person signed in from, for "where I am signed in": enough to say "that is not mine", too
 * little to find anybody. IPv4 keeps 24 bits, IPv6 48, what a provider gives to one customer (RFC 6177 §2).
 *
 * Private addresses are left out: behind a proxy they are the proxy's, and tell a person nothing.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** @returns undefined for what is no address, or none of the public internet */
export function maskedAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined
  // A socket that takes both families shows IPv4 like this (RFC 4291 §2.5.5.2).
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return isPrivate(plain, 'ipv4') ? undefined : `${octetsOf(plain)}.0/24`
  if (isIPv6(plain)) return isPrivate(plain, 'ipv6') ? undefined : `${firstGroups(plain, 3)}::/48`
  return undefined
}

function isPrivate(address: string, family: 'ipv4' | 'ipv6'): boolean {
  return privateNetworks().check(address, family)
}

/** Those that nobody on the public internet has. */
export function privateNetworks(): BlockList {
  const list = new BlockList()
  list.addSubnet('127.0.0.0', 8)
  list.addSubnet('10.0.0.0', 8)
  list.addSubnet('172.16.0.0', 12)
  list.addSubnet('192.168.0.0', 16)
  list.addSubnet('100.64.0.0', 10) // between a provider and its customers (RFC 6598)
  list.addSubnet('169.254.0.0', 16)
  list.addAddress('::1', 'ipv6')
  list.addSubnet('fc00::', 7, 'ipv6')
  list.addSubnet('fe80::', 10, 'ipv6')
  return list
}

function octetsOf(address: string): string {
  return address.split('.').slice(0, 3).join('.')
}

/** The first so many of the eight groups of IPv6, wherever `::` stands for some of them. */
export function firstGroups(address: string, count: number): string {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const between = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = tail === undefined ? before : [...before, ...between, ...after]
  return groups
    .slice(0, count)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
