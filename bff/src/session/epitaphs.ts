/**
 * Why a session ended, kept as long as its grave: so that whoever comes with the old cookie hours later is
 * told "from another device" and not "we do not know you", and so that a cookie used after sign-out, which
 * can only be a copy, is seen. It stands under an id of its own, since a buried one takes no writes.
 *
 * Best effort: without it a session is just as dead.
 */
import type { EndReason } from 'shared/session'
import type { Storage } from '../storage/storage.ts'

export interface Epitaph {
  reason: EndReason
  /** The handle, as in the log. */
  session: string
  subject: string
}

export interface Epitaphs {
  write(id: string, epitaph: Epitaph, untilMs: number): Promise<void>
  read(id: string): Promise<Epitaph | undefined>
}

export function createEpitaphs(storage: Pick<Storage, 'read' | 'write'>): Epitaphs {
  return {
    async write(id, epitaph, untilMs) {
      const options = { ifVersion: 0, expiresAtMs: untilMs }
      const value = Buffer.from(JSON.stringify(epitaph))
      await storage.write(placeOf(id), 'burned', value, options).catch(() => {})
    },
    async read(id) {
      const { burned } = await storage.read(placeOf(id))
      return burned && (JSON.parse(Buffer.from(burned.value).toString()) as Epitaph)
    },
  }
}

function placeOf(id: string): string {
  return `ended:${id}`
}
