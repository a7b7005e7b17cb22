/** The live channel in a test DOM, which has none of its own: what is told reaches every page that listens. */
import type { SessionEnded, SessionExpiring, SessionExtended } from 'shared/session-events'

export interface LiveEvents {
  ended: SessionEnded
  expiring: SessionExpiring
  extended: SessionExtended
}

export interface PretendStreams {
  EventSource: typeof EventSource
  tell<T extends keyof LiveEvents>(type: T, event: LiveEvents[T]): void
}

export function createPretendStreams(): PretendStreams {
  const listening = new Set<Stream>()

  class Stream extends EventTarget {
    readyState = 1

    constructor() {
      super()
      listening.add(this)
    }

    close(): void {
      this.readyState = 2
      listening.delete(this)
    }
  }

  return {
    EventSource: Stream as unknown as typeof EventSource,
    tell(type, event) {
      const message = new MessageEvent(type, { data: JSON.stringify(event) })
      for (const stream of listening) stream.dispatchEvent(message)
    },
  }
}
