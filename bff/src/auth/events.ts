/**
 * GET /auth/events → server-sent events: the session is expiring, was extended, has ended
 *
 * For an EventSource of our own page, which can set no header; the doorman lets it pass by its fetch metadata.
 * Listening never extends the session. `ended` is the last event; what connects again after it is answered
 * 204, or the browser would try for ever (HTML §9.2.3). A page whose session ended while it was not connected
 * hears so when it comes back, with the reason if we know it.
 *
 * One session has at most eight streams on an instance, since each holds a connection. Whoever comes ninth
 * takes the place of the oldest. It leaves the clock to others: `beat` is called in rounds (main.ts), and what
 * there is to tell comes from the session (session/open-streams.ts).
 */
import type { Context, Middleware } from '../http/context.ts'
import type { Clock, Ports } from '../ports.ts'
import type { OpenStreams } from '../session/open-streams.ts'
import { type SignedInStanding, type Standing, standingOf } from '../session/standing.ts'
import { type EventStream, type Heard, createEventStream, endedEvent } from './event-stream.ts'

export interface SessionEvents {
  door: Middleware
  beat(): void
  /** Lets all streams go, so that a stopping server need not wait for them. */
  close(): void
}

export interface SessionEventsDeps {
  clock: Clock
  random: Ports['random']
  streams: Pick<OpenStreams, 'hold'>
}

const mostPerSession = 8

export function createSessionEvents({ clock, random, streams }: SessionEventsDeps): SessionEvents {
  const open = new Map<string, Set<EventStream>>()
  const everyStream = () => [...open.values()].flatMap((each) => [...each])

  return {
    door(ctx) {
      ctx.set('Cache-Control', 'no-store')
      ctx.set('X-Accel-Buffering', 'no') // nginx would keep events back until it has a page full
      const standing = standingOf(ctx)
      const last = lastHeard(ctx)
      if (isOver(standing, last)) return void (ctx.status = 204)
      ctx.type = 'text/event-stream; charset=utf-8'
      if (!standing.signedIn) return tellEnd(ctx, standing.reason)
      // The session this page was in is over, and the browser has another by now: not this page's.
      if (last && last.handle !== standing.record.handle) return tellEnd(ctx)
      ctx.status = 200
      if (ctx.method !== 'HEAD') start(ctx, standing, last?.heard ?? 'open')
    },
    beat() {
      for (const stream of everyStream()) stream.beat()
    },
    close() {
      for (const stream of everyStream()) stream.close()
    },
  }

  function start(ctx: Context, standing: SignedInStanding, heard: Heard): void {
    const { id, record, idleExpiresAtMs } = standing
    const stream = createEventStream(ctx.res, {
      handle: record.handle,
      absoluteExpiresAtMs: record.absoluteExpiresAt * 1000,
      clock,
      heard,
      // Not all at once: when an instance stops, every page it served comes back.
      retryMs: 2_000 + 16 * random(1).readUInt8(),
    })
    const release = streams.hold(id, stream)
    const forget = makeRoom(id, stream)
    ctx.respond = false
    ctx.res.once('close', () => {
      release()
      forget()
    })
    stream.open(idleExpiresAtMs)
  }

  function makeRoom(id: string, stream: EventStream): () => void {
    const siblings = open.get(id) ?? new Set()
    open.set(id, siblings.add(stream))
    const [oldest] = siblings
    if (siblings.size > mostPerSession) {
      siblings.delete(oldest!)
      oldest!.crowdOut()
    }
    return () => {
      siblings.delete(stream)
      if (siblings.size === 0) open.delete(id)
    }
  }
}

interface Last {
  handle: string
  heard: Heard
}

/** What the page says it has heard; anything that we never said counts as nothing. */
function lastHeard(ctx: Context): Last | undefined {
  const said = /^([\w-]{1,64})\.(open|idle|absolute|ended|crowded)$/.exec(ctx.get('Last-Event-ID'))
  return said ? { handle: said[1]!, heard: said[2] as Heard } : undefined
}

function isOver(standing: Standing, last: Last | undefined): boolean {
  if (last?.heard === 'ended' || last?.heard === 'crowded') return true
  return !standing.signedIn && !standing.presented && last === undefined
}

/** Says it once: the id makes the browser's next attempt the last. */
function tellEnd(ctx: Context, reason?: Parameters<typeof endedEvent>[0]): void {
  ctx.body = `id: over.ended\n${endedEvent(reason)}`
}
