/**
 * Opens clients of ioredis, which nothing else imports: for one server, for the one that sentinels name, for
 * a cluster. What they have in common is that nothing waits long and nothing is sent twice.
 */
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { RedisAddress } from '../config/store-url.ts'

/** How long anybody waits for Redis. */
export const commandTimeoutMs = 500

export type Server = Redis
export type Client = Redis | Cluster

export function openClient(address: RedisAddress): Client {
  return address.layout === 'cluster' ? openCluster(address) : openServer(address)
}

export function openServer(address: RedisAddress): Server {
  const { hosts, layout, database, tls, name = '' } = address
  const where = layout === 'sentinel' ? { sentinels: hosts, name } : hosts[0]
  return new Redis({
    ...optionsOf(address),
    ...where,
    ...(layout === 'sentinel' && tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    db: database,
    enableOfflineQueue: false,
    retryStrategy: backOff,
    autoResubscribe: false, // redis-channel.ts has something to do before
  })
}

function openCluster(address: RedisAddress): Client {
  return new Cluster(address.hosts, {
    redisOptions: optionsOf(address),
    enableOfflineQueue: false,
    clusterRetryStrategy: backOff,
    slotsRefreshTimeout: commandTimeoutMs,
    // A slot that moves or fails over is asked for a few times within a second, then it is away.
    maxRedirections: 5,
    retryDelayOnFailover: 100,
    retryDelayOnClusterDown: 100,
    // A certificate names hosts, so they are not to be resolved to addresses before it is judged.
    ...(address.tls ? { dnsLookup: (host, answer) => answer(null, host) } : {}),
  })
}

function optionsOf({ tls, username, password }: RedisAddress) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    // RESP2: ioredis drops what RESP3 pushes, and redis-channel.ts needs it.
    protocol: 2 as const,
    connectTimeout: 2_000,
    commandTimeout: commandTimeoutMs,
    // A connection that stays silent while somebody waits for it is cut and made anew.
    socketTimeout: 5_000,
    maxRetriesPerRequest: 0,
    sentinelCommandTimeout: commandTimeoutMs,
    autoResendUnfulfilledCommands: false,
    // After a failover the old server may still answer, as a replica: connect again, to the new one.
    reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
  } satisfies RedisOptions
}

/** Quick at first, for a restart that takes no time; then every two seconds. */
function backOff(attempt: number): number {
  return Math.min(50 * 2 ** attempt, 2_000)
}
