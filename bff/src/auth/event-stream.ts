/**
 * One page's stream of session events, in the words of shared/session-events and the spelling of HTML §9.2.
 *
 * It tells states and not history, so there is nothing to replay: each event's `id` names the session and the
 * state the page knows of, and comes back as `Last-Event-ID` when the browser connects again. A page that was
 * warned and missed the all-clear gets it then.
 */
import type { ServerResponse } from 'node:http'
import type { EndReason } from 'shared/session'
import type { ExpiringLimit } from 'shared/session-events'
import type { Clock } from '../ports.ts'
import type { OpenStream } from '../session/open-streams.ts'

/** What a page was told last. `crowded`: that others have taken its place, so it should not come back. */
export type Heard = 'open' | ExpiringLimit | 'ended' | 'crowded'

export interface EventStream extends Required<OpenStream> {
  /** Sends the head. Until then nothing is said, and the request may still be refused. */
  open(idleExpiresAtMs: number): void
  /** A comment, so that nobody on the way takes silence for death. */
  beat(): void
  /** Makes room for a page opened later. */
  crowdOut(): void
  /** This instance stops; the browser is to come back to another. */
  close(): void
}

export interface EventStreamOptions {
  handle: string
  absoluteExpiresAtMs: number
  clock: Clock
  /** What the page said it had heard of this session. */
  heard: Heard
  retryMs: number
}

export function createEventStream(res: ServerResponse, options: EventStreamOptions): EventStream {
  const { handle, absoluteExpiresAtMs, clock } = options
  let told = options.heard
  let lastedUntilMs = 0
  const idOf = (state: Heard) => `id: ${handle}.${state}\n`

  return {
    open(idleExpiresAtMs) {
      res.write(`retry: ${options.retryMs}\n${idOf(told)}\n`)
      lasts(idleExpiresAtMs)
    },
    lasts,
    end(reason) {
      res.end(idOf('ended') + endedEvent(reason))
    },
    beat: () => void res.write(':\n\n'),
    crowdOut: () => void res.end(`${idOf('crowded')}\n`),
    close: () => void res.end(),
  }

  function lasts(idleExpiresAtMs: number): void {
    const nowMs = clock.now()
    const limit = expiringLimit(idleExpiresAtMs, absoluteExpiresAtMs, nowMs)
    const state = limit ?? 'open'
    const isLater = lastedUntilMs !== 0 && idleExpiresAtMs > lastedUntilMs
    lastedUntilMs = idleExpiresAtMs
    if (state === told && !(state === 'open' && isLater)) return
    told = state
    const left = timesLeft(idleExpiresAtMs, absoluteExpiresAtMs, nowMs)
    const name = limit === undefined ? 'extended' : 'expiring'
    res.write(idOf(told) + eventOf(name, limit === undefined ? left : { limit, ...left }))
  }
}

export function endedEvent(reason?: EndReason): string {
  return eventOf('ended', reason === undefined ? {} : { reason })
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

const idleWarningMs = 2 * 60_000
const absoluteWarningMs = 5 * 60_000

/** Which limit is near, if any: the one that comes first, and of two together the one that cannot be moved. */
export function expiringLimit(
  idleExpiresAtMs: number,
  absoluteExpiresAtMs: number,
  nowMs: number,
): ExpiringLimit | undefined {
  const isIdleNear = idleExpiresAtMs - nowMs <= idleWarningMs
  if (isIdleNear && idleExpiresAtMs < absoluteExpiresAtMs) return 'idle'
  return absoluteExpiresAtMs - nowMs <= absoluteWarningMs ? 'absolute' : undefined
}

function timesLeft(idleExpiresAtMs: number, absoluteExpiresAtMs: number, nowMs: number) {
  const secondsUntil = (ms: number) => Math.max(0, Math.floor((ms - nowMs) / 1000))
  return {
    now: Math.floor(nowMs / 1000),
    idleExpiresIn: secondsUntil(idleExpiresAtMs),
    absoluteExpiresIn: secondsUntil(absoluteExpiresAtMs),
  }
}
