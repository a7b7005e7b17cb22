/**
 * Who listens to messages in this process. A listener that is added twice hears everything twice; it is
 * gone after it has been taken away, even for a message that is just being told.
 */
import type { Listener } from './storage.ts'

export interface Listeners {
  /** @returns the way to stop listening */
  add(listener: Listener): () => void
  tell(message: string): void
  clear(): void
  readonly size: number
}

export function createListeners(): Listeners {
  const listeners = new Map<symbol, Listener>()
  return {
    add(listener) {
      const place = Symbol('listener')
      listeners.set(place, listener)
      return () => void listeners.delete(place)
    },
    tell(message) {
      for (const listener of listeners.values()) listener(message)
    },
    clear: () => listeners.clear(),
    get size() {
      return listeners.size
    },
  }
}
