/**
 * What is open for a session on this instance: answers under way, streams, event streams. When the session
 * ends they end with it, not only the next request (ASVS 7.4.1).
 *
 * `hold` is on the path of every call to an API and costs about half a microsecond: a place in a map,
 * taken and given back. Who is cut, and how, is the holder's business; that other instances hear of it, too, is
 * announcements.ts's.
 */
import type { EndReason } from 'shared/session'
import { Problem } from '../http/problem.ts'

export interface OpenStream {
  /** Must not throw. `reason` is absent when nobody knows it. */
  end(reason?: EndReason): void
  /** The session lasts until then, unless somebody is active before. */
  lasts?(idleExpiresAtMs: number): void
}

export interface OpenStreams {
  /**
   * @returns the way to let go of it
   * @throws Problem `session-ended` when the session ended a moment ago: nothing may begin in its name
   */
  hold(id: string, stream: OpenStream): () => void
  end(id: string, reason?: EndReason): void
  lasts(id: string, idleExpiresAtMs: number): void
  /** The sessions for which something is open. */
  ids(): string[]
}

// Between reading a session and holding it lies at most the wait for a token; so many do not end meanwhile.
const endedLatelyLimit = 10_000

export function createOpenStreams(): OpenStreams {
  const held = new Map<string, Set<OpenStream>>()
  const endedLately = new Map<string, EndReason | undefined>()

  function rememberEnd(id: string, reason?: EndReason): void {
    const [oldest] = endedLately.keys()
    if (endedLately.size >= endedLatelyLimit) endedLately.delete(oldest!)
    endedLately.set(id, reason)
  }

  return {
    hold(id, stream) {
      if (endedLately.has(id)) throw sessionEnded(endedLately.get(id))
      const siblings = held.get(id) ?? new Set()
      if (siblings.size === 0) held.set(id, siblings)
      siblings.add(stream)
      return () => {
        siblings.delete(stream)
        if (siblings.size === 0 && held.get(id) === siblings) held.delete(id)
      }
    },
    end(id, reason) {
      // Told by several messengers; the first one knows best.
      if (!endedLately.has(id)) rememberEnd(id, reason)
      const streams = held.get(id) ?? []
      held.delete(id)
      for (const stream of streams) stream.end(reason)
    },
    lasts(id, idleExpiresAtMs) {
      for (const stream of held.get(id) ?? []) stream.lasts?.(idleExpiresAtMs)
    },
    ids: () => [...held.keys()],
  }
}

/** @param refusal false when a resource server has seen the request, so that nobody repeats it */
export function sessionEnded(reason?: EndReason, refusal = true): Problem {
  return new Problem('session-ended', { refusal, ...(reason !== undefined && { reason }) })
}
