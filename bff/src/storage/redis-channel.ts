/**
 * What Redis tells unasked: messages between instances, and which records have changed. It listens on a
 * connection of its own, opened when somebody first wants to hear, and begins anew after every break.
 *
 * Changes: CLIENT TRACKING in broadcast mode sends the name of every changed key under our prefix, to
 * whoever changed it too; redirected to the very connection that asks, since in RESP2 it then comes as a
 * message. The order on that connection is the proof: once a PING is answered, all that happened before it
 * was sent has been told. So a cache may be believed while the last answered PING is less than a second
 * old, however the network fails (cached.ts). PINGs are sent when somebody asks, at most four a second.
 *
 * In a cluster each master would have to be listened to. There messages go through the subscriber that
 * ioredis keeps (not sharded: everybody wants every message, and they are few), and changes are not told.
 */
import type { RedisAddress } from '../config/store-url.ts'
import type { Clock } from '../ports.ts'
import { createListeners } from './listeners.ts'
import { type Client, openServer } from './redis-client.ts'
import type { RedisConnection } from './redis-connection.ts'
import type { RedisKeys } from './redis-keys.ts'
import type { Changes, Storage } from './storage.ts'

const invalidations = '__redis__:invalidate'
const believedForMs = 1_000
const proveEveryMs = 250

export function createRedisChannel(
  address: RedisAddress,
  redis: RedisConnection,
  keys: RedisKeys,
  clock: Clock,
) {
  const listeners = createListeners()
  const changeListeners = new Set<(id?: string) => void>()
  const tellChange = (id?: string) => changeListeners.forEach((listener) => listener(id))
  let ear: Client | undefined
  /** When the last answered proof was sent; nothing while we do not listen. */
  let provenAtMs: number | undefined
  let isProving = false

  function listen(): Client {
    if (ear) return ear
    ear = address.layout === 'cluster' ? redis.client : openServer(address)
    ear.on('messageBuffer', hear).on('close', forgetAll)
    ear.on('ready', () => void begin(ear!))
    ear.on('error', () => {}) // told by whoever sends a command
    if (ear.status === 'ready') void begin(ear)
    return ear
  }

  async function begin(ear: Client): Promise<void> {
    try {
      const sentAtMs = clock.now()
      const areTold = 'nodes' in ear ? false : await trackChanges(ear, keys.before)
      await ear.subscribe(keys.messages)
      if (areTold) provenAtMs = sentAtMs
    } catch {
      startOver(ear)
    }
  }

  function hear(channel: Buffer, message: Buffer | Buffer[] | null): void {
    if (channel.toString() === keys.messages) return listeners.tell(String(message))
    // A list of keys; none when the whole store was emptied.
    if (!Array.isArray(message)) return tellChange()
    for (const key of message) tellChange(keys.idOf(key.toString()))
  }

  // What happens until we listen again is not told, so nothing that is kept may be relied on.
  function forgetAll(): void {
    provenAtMs = undefined
    tellChange()
  }

  // A connection that is silent may be dead without anybody knowing. A cluster's subscriber sees to itself.
  function startOver(ear: Client): void {
    if ('nodes' in ear) return
    forgetAll()
    ear.disconnect(true)
  }

  async function prove(ear: Client): Promise<void> {
    if (isProving) return
    isProving = true
    const sentAtMs = clock.now()
    try {
      await ear.ping()
      if (provenAtMs !== undefined) provenAtMs = sentAtMs
    } catch {
      startOver(ear)
    } finally {
      isProving = false
    }
  }

  const changes: Changes = {
    areKnown() {
      const ear = listen()
      if (provenAtMs === undefined) return false
      const ageMs = clock.now() - provenAtMs
      // Negative when the clock was set back: nothing tells then how old the proof is.
      const isFresh = ageMs >= 0 && ageMs < believedForMs
      if (!isFresh || ageMs >= proveEveryMs) void prove(ear)
      return isFresh
    },
    listen(listener) {
      listen()
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
  }

  return {
    verbs: {
      async publish(message) {
        await redis.send((client) => client.publish(keys.messages, message))
      },
      subscribe(listener) {
        listen()
        return listeners.add(listener)
      },
      ...(address.layout === 'cluster' ? {} : { changes }),
    } satisfies Partial<Storage>,

    close(): void {
      ear?.disconnect()
      listeners.clear()
    },
  }
}

/** @returns false where it is not permitted or not known: then changes are not told, and all else works */
async function trackChanges(ear: Exclude<Client, { nodes: unknown }>, prefix: string) {
  try {
    const id = await ear.client('ID')
    await ear.client('TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', prefix)
    await ear.subscribe(invalidations)
    return true
  } catch (error) {
    if ((error as Error).name === 'ReplyError') return false
    throw error
  }
}
