/**
 * A browser, as far as its one cookie goes, and its requests on their way. The answer to a request waits
 * for its turn like everything else: what it says about the cookie may be old news by then.
 */
import type { Clock } from '../../../src/ports.ts'
import { digest } from '../../../src/storage/digest.ts'
import type { Life } from './faulty-storage.ts'
import type { Answered, Instance } from './instance.ts'
import type { Oracle } from './oracle.ts'
import { type SessionModel, causesOf } from './session-model.ts'
import type { Turns } from './turns.ts'

export interface Browser {
  name: string
  /** The Cookie header it sends. */
  cookie: string
}

/** A request on its way. */
export interface Waiting {
  what: string
  life: Life
  browser: string
  /** Since when one or another of this browser's requests is at this instance: they share their refresh. */
  sinceMs: number
}

export interface Outcome {
  refusal: unknown
  lastedMs: number
}

export type Post = ReturnType<typeof createPost>

/** Carries requests and answers between browsers and instances. */
export function createPost(clock: Clock, turns: Turns, oracle: Oracle) {
  const waiting = new Set<Waiting>()
  return {
    /** Whoever crashes never answers; for all others it is empty in the end. */
    waiting,
    sessionOf,

    /** @param takesCookie for a sign-out, which takes away whatever cookie there is, on purpose */
    async answer(
      what: string,
      { life }: Instance,
      browser: Browser,
      request: Promise<Answered>,
      takesCookie = false,
    ): Promise<Outcome> {
      const isNear = (one: Waiting) => one.life === life && one.browser === browser.name
      const sinceMs = [...waiting].find(isNear)?.sinceMs ?? clock.now()
      const entry = { what, life, browser: browser.name, sinceMs }
      waiting.add(entry)
      const { setCookies, refusal } = await request
      await turns.turn(`${browser.name} gets the answer`)
      waiting.delete(entry)
      for (const cookie of setCookies) accept(browser, cookie, takesCookie)
      return { refusal, lastedMs: clock.now() - sinceMs }
    },
  }

  function accept(browser: Browser, setCookie: string, takesCookie: boolean): void {
    const [pair = ''] = setCookie.split(';')
    const isExpired = pair.endsWith('=')
    const before = sessionOf(browser)
    if (isExpired && !takesCookie && before && !before.buried) {
      const isAlive = causesOf(before, clock.now()).size === 0
      if (isAlive) oracle.fault(`an answer took ${browser.name}'s cookie, and its session lives`)
    }
    browser.cookie = isExpired ? '' : pair
  }

  function sessionOf({ cookie }: Browser): SessionModel | undefined {
    return oracle.sessions.get(idOf(cookie))
  }
}

/** The id in the store behind a Cookie header. */
export function idOf(cookie: string): string {
  return digest(cookie.slice(cookie.indexOf('=') + 1))
}
