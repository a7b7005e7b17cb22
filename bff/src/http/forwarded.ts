/**
 * Where a request comes from, and what the API is told of that. After the room `ctx.ip` is the browser's
 * address, for everybody who asks: the peer's own, unless the peer is one of TRUSTED_PROXIES. Then it is the
 * last address in X-Forwarded-For that no trusted proxy wrote about another – whatever stands before it was
 * the browser's to choose, and counts for nothing (PX-13).
 *
 * Only that header: a proxy appends to the one it knows and hands the other on unread, so listening to
 * `Forwarded` as well would hand the choice back. Host and scheme are never read at all: APP_ORIGIN says them
 * (XB-05). What an API gets is written anew from these facts; nothing of it is copied.
 */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Config } from '../config/config.ts'
import type { Middleware } from './context.ts'

export function clientAddress({ trustedProxies }: Pick<Config, 'trustedProxies'>): Middleware {
  const isTrusted = createTrust(trustedProxies)
  return (ctx, next) => {
    ctx.request.ip = addressOf(ctx.req, isTrusted)
    return next()
  }
}

function addressOf(
  { socket, headers }: IncomingMessage,
  isTrusted: (address: string) => boolean,
): string {
  let address = plain(socket.remoteAddress ?? '')
  const named = headers['x-forwarded-for']
  if (named === undefined || !isTrusted(address)) return address
  for (const each of String(named).split(',').toReversed()) {
    const before = plain(withoutPort(each.trim()))
    // Not an address: the proxy before could not or would not say. It is the last one we know.
    if (isIP(before) === 0) return address
    address = before
    if (!isTrusted(address)) return address
  }
  return address
}

function createTrust(proxies: readonly string[]): (address: string) => boolean {
  if (proxies.length === 0) return () => false
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address))
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** A socket that takes both families shows IPv4 as `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2). */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

/** Some proxies add it: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(node: string): string {
  const [, bracketed, bare] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(node) ?? []
  return bracketed ?? bare ?? node
}

/** Name, value …: what an API is told in both spellings, RFC 7239 and the older one. */
export type ForwardedFields = (address: string | undefined) => string[]

export function createForwardedFields(appOrigin: string): ForwardedFields {
  const { host, protocol } = new URL(appOrigin)
  const proto = protocol.slice(0, -1)
  const ours = `host="${host}";proto=${proto}`
  const oursBefore = ['x-forwarded-host', host, 'x-forwarded-proto', proto, 'forwarded']
  return (address) => {
    if (!address) return [...oursBefore, ours]
    const node = address.includes(':') ? `"[${address}]"` : address
    return ['x-forwarded-for', address, ...oursBefore, `for=${node};${ours}`]
  }
}
