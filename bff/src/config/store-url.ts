/**
 * What STORE_URL may look like, and a Redis URL taken apart. Our own grammar and not `new URL`, which knows
 * one host only. No answer repeats the text: it may hold a password.
 *
 *     redis://user:password@host:6379/0                one server (rediss: over TLS)
 *     redis-sentinel://user:password@host,host/name    the server that the sentinels call `name`
 *     redis-cluster://user:password@host,host          a cluster, by some of its nodes
 */
export interface RedisAddress {
  layout: 'server' | 'sentinel' | 'cluster'
  tls: boolean
  /** One for a server; the sentinels; some nodes of a cluster. */
  hosts: { host: string; port: number }[]
  username?: string
  password?: string
  database: number
  /** What the sentinels call the server. */
  name?: string
}

const redisUrl =
  /^redis(s?)(?:-(sentinel|cluster))?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^/?#]*))?$/

/** @returns undefined when it is no Redis URL that we understand whole */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const [, tls, cluster, credentials, list = '', path = ''] = redisUrl.exec(url) ?? []
  const layout = (cluster ?? 'server') as RedisAddress['layout']
  const hosts = list
    .split(',')
    .map((host) => parseHost(host, layout === 'sentinel' ? 26_379 : 6379))
  const known = hosts.filter((host) => host !== undefined)
  const login = credentials === undefined ? {} : parseCredentials(credentials)
  if (tls === undefined || login === undefined || known.length < hosts.length) return undefined
  const address = { layout, tls: tls === 's', hosts: known, ...login }
  if (layout === 'sentinel')
    return path === '' ? undefined : { ...address, name: path, database: 0 }
  if (layout === 'cluster') return path === '' ? { ...address, database: 0 } : undefined
  if (known.length > 1 || !/^\d{0,5}$/.test(path)) return undefined
  return { ...address, database: Number(path) }
}

/** A fault says how to mend it. */
export function storeUrlFault(url: string): string | undefined {
  if (url === 'memory:' || /^sqlite:(?!:memory:$)[^?#]+$/.test(url)) return undefined
  if (parseRedisUrl(url) !== undefined) return undefined
  return 'must be sqlite:<file>, redis://…, redis-sentinel://…/<name>, redis-cluster://… (rediss for TLS) or memory:'
}

/**
 * What goes to another machine must be encrypted and say who asks (ASVS 12.3.1, 13.3.2): a session record
 * is sealed, but whoever can write to the store can end sessions.
 */
export function isPrivateStore(url: string): boolean {
  const address = parseRedisUrl(url)
  if (address === undefined) return true
  const isHere = address.hosts.every(({ host }) => loopback.test(host))
  return isHere || (address.tls && address.password !== undefined)
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/i

function parseHost(text: string, standardPort: number) {
  const [, inBrackets, plain, digits] =
    /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = inBrackets ?? plain
  const port = digits === undefined ? standardPort : Number(digits)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

/** A name without a password would pass for the default user's on some servers and be refused by others. */
function parseCredentials(text: string): { username?: string; password: string } | undefined {
  const [, username, password] = /^([^:]*):(.+)$/.exec(text) ?? []
  try {
    if (username === undefined || password === undefined) return undefined
    const secret = { password: decodeURIComponent(password) }
    return username === '' ? secret : { username: decodeURIComponent(username), ...secret }
  } catch {
    return undefined // a per cent sign that encodes nothing
  }
}
