/**
 * What Redis tells unasked: messages between instances, and which records have changed. From the moment
 * somebody wants to hear, there is an ear (redis-ear.ts) at every server that holds data: one, or each
 * master of a cluster, also when masters come and go.
 *
 * A change is told by the server that holds the record, so changes are known only if all ears hear. A
 * message reaches every server of a cluster, so it is taken from one ear, the first that hears. (Not
 * sharded: everybody wants every message, and they are few.) When that ear breaks, a message may be missed.
 */
import type { Clock } from '../ports.ts'
import { createListeners } from './listeners.ts'
import type { RedisConnection } from './redis-connection.ts'
import { openRedisEar, type RedisEar } from './redis-ear.ts'
import type { RedisKeys } from './redis-keys.ts'
import type { Changes, Storage } from './storage.ts'

export function createRedisChannel(redis: RedisConnection, keys: RedisKeys, clock: Clock) {
  const listeners = createListeners()
  const changeListeners = new Set<(id?: string) => void>()
  const ears = new Map<string, RedisEar>()
  let isListening = false

  const listener = {
    messages: keys.messages,
    prefix: keys.before,
    onMessage(ear: RedisEar, message: string) {
      const first = [...ears.values()].find((each) => each.hears())
      if (ear === first) listeners.tell(message)
    },
    onChange(key?: string) {
      const id = key && keys.idOf(key)
      for (const tell of changeListeners) tell(id)
    },
  }

  /** Ears where there are servers, and nowhere else. */
  function attune(): void {
    if (!isListening) return
    const places = redis.places()
    for (const [name, ear] of ears) {
      if (places.has(name)) continue
      ear.close()
      ears.delete(name)
    }
    for (const [name, address] of places) {
      if (!ears.has(name)) ears.set(name, openRedisEar(address, clock, listener))
    }
  }

  function listen(): void {
    if (isListening) return
    isListening = true
    redis.onPlaces(attune)
    attune()
  }

  const changes: Changes = {
    areKnown() {
      listen()
      attune()
      // Each is asked, because each must be kept awake.
      const proofs = [...ears.values()].map((ear) => ear.isProven())
      return proofs.length > 0 && !proofs.includes(false)
    },
    listen(listener) {
      listen()
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
  }

  return {
    verbs: {
      changes,
      async publish(message) {
        await redis.send((client) => client.publish(keys.messages, message))
      },
      subscribe(listener) {
        listen()
        return listeners.add(listener)
      },
    } satisfies Partial<Storage>,

    close(): void {
      isListening = false
      for (const ear of ears.values()) ear.close()
      ears.clear()
      listeners.clear()
    },
  }
}
