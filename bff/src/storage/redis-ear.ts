/**
 * One connection to one server on which we only listen: to messages, and to what has changed there. It
 * begins anew after every break.
 *
 * Changes: CLIENT TRACKING in broadcast mode sends the name of every changed key under our prefix, to
 * whoever changed it too; redirected to the very connection that asks, since in RESP2 it then comes as a
 * message. The order on that connection is the proof: once a PING is answered, all that happened there
 * before it was sent has been told. So what is kept may be believed while the last answered PING is less
 * than a second old, however the network fails. PINGs are sent when somebody asks, at most four a second.
 */
import type { RedisAddress } from '../config/store-url.ts'
import type { Clock } from '../ports.ts'
import { openServer, type Server } from './redis-client.ts'

const invalidations = '__redis__:invalidate'
const believedForMs = 1_000
const proveEveryMs = 250

export interface EarListener {
  /** The channel with messages. */
  messages: string
  /** With which all keys begin whose changes are told. */
  prefix: string
  onMessage(ear: RedisEar, message: string): void
  /** @param key none when it may be any */
  onChange(key?: string): void
}

export interface RedisEar {
  hears(): boolean
  /** Whether every change on this server until a second ago has been told. */
  isProven(): boolean
  close(): void
}

export function openRedisEar(address: RedisAddress, clock: Clock, listener: EarListener): RedisEar {
  const server = openServer(address)
  let hears = false
  /** When the last answered proof was sent. */
  let provenAtMs: number | undefined
  let isProving = false

  server.on('messageBuffer', hear).on('close', stop)
  server.on('ready', () => void begin())
  server.on('error', () => {}) // told by whoever sends a command

  async function begin(): Promise<void> {
    try {
      const sentAtMs = clock.now()
      const areChangesTold = await trackChanges(server, listener.prefix)
      await server.subscribe(listener.messages)
      hears = true
      // What was read before we listened may have changed since.
      listener.onChange()
      if (areChangesTold) provenAtMs = sentAtMs
    } catch {
      startOver()
    }
  }

  function hear(channel: Buffer, message: Buffer | Buffer[] | null): void {
    if (channel.toString() === listener.messages) listener.onMessage(ear, String(message))
    // A list of keys; none when the whole store was emptied.
    else if (!Array.isArray(message)) listener.onChange()
    else for (const key of message) listener.onChange(key.toString())
  }

  // What happens until we listen again is not told, so nothing that is kept may be relied on.
  function stop(): void {
    hears = false
    provenAtMs = undefined
    listener.onChange()
  }

  // A connection that is silent may be dead without anybody knowing.
  function startOver(): void {
    stop()
    if (server.status !== 'end') server.disconnect(true)
  }

  async function prove(): Promise<void> {
    if (isProving) return
    isProving = true
    const sentAtMs = clock.now()
    try {
      await server.ping()
      if (provenAtMs !== undefined) provenAtMs = sentAtMs
    } catch {
      startOver()
    } finally {
      isProving = false
    }
  }

  const ear: RedisEar = {
    hears: () => hears,
    isProven() {
      if (provenAtMs === undefined) return false
      const ageMs = clock.now() - provenAtMs
      // Negative when the clock was set back: nothing tells then how old the proof is.
      const isFresh = ageMs >= 0 && ageMs < believedForMs
      if (!isFresh || ageMs >= proveEveryMs) void prove()
      return isFresh
    },
    close: () => server.disconnect(),
  }
  return ear
}

/** @returns false where it is not permitted or not known: then changes are not told, and all else works */
async function trackChanges(server: Server, prefix: string): Promise<boolean> {
  try {
    const id = await server.client('ID')
    await server.client('TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', prefix)
    await server.subscribe(invalidations)
    return true
  } catch (error) {
    if ((error as Error).name === 'ReplyError') return false
    throw error
  }
}
