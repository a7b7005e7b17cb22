/**
 * What one instance tells the others of a session, through the store: that it ended, or that somebody
 * pressed "stay signed in". On this instance it is true at once; a message that is lost costs at most one
 * round of the watch (watch.ts), since nothing relies on messages alone.
 *
 * A message holds the session's id in the store, a hash, and closed words. Whatever else stands in one is
 * not for us.
 */
import { EndReason } from 'shared/session'
import type { Storage } from '../storage/storage.ts'
import type { OpenStreams } from './open-streams.ts'

export interface Announcements {
  /** Never rejects: the session is over, whoever hears of it. */
  ended(id: string, reason: EndReason): Promise<void>
  extended(id: string, idleExpiresAtMs: number): Promise<void>
  /** Stops listening. */
  stop(): void
}

const endedMessage = /^ended ([\w-]+) ([a-z-]+)$/
const extendedMessage = /^extended ([\w-]+) (\d{1,16})$/

export function createAnnouncements(
  storage: Pick<Storage, 'publish' | 'subscribe'>,
  streams: Pick<OpenStreams, 'end' | 'lasts'>,
): Announcements {
  const stop = storage.subscribe((message) => {
    const [, endedId, word] = endedMessage.exec(message) ?? []
    if (endedId !== undefined) streams.end(endedId, EndReason.safeParse(word).data)
    const [, id, idleExpiresAtMs] = extendedMessage.exec(message) ?? []
    if (id !== undefined) streams.lasts(id, Number(idleExpiresAtMs))
  })
  // A store that fails has told so already (storage/guarded.ts).
  const publish = (message: string) => storage.publish(message).catch(() => {})

  return {
    async ended(id, reason) {
      streams.end(id, reason)
      await publish(`ended ${id} ${reason}`)
    },
    async extended(id, idleExpiresAtMs) {
      streams.lasts(id, idleExpiresAtMs)
      await publish(`extended ${id} ${idleExpiresAtMs}`)
    },
    stop,
  }
}
