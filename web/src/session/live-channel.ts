/**
 * `GET /auth/events`: the BFF says when the session ends, is about to, or goes on after all. A convenience and
 * nothing more: without it the page finds out at its next request, on focus, or when a limit is due.
 *
 * It is open while somebody is signed in and looks at the page, and for a minute after; a tab in the background
 * gives its connection back (over HTTP/1.1 a browser has six for all tabs together).
 */
import { paths } from 'shared/paths'
import type { EndReason } from 'shared/session'
import type { Timers } from './held-requests.ts'
import type { TimesLeft } from './session-state.ts'
import { isEndReason } from './session-view.ts'

export interface LiveChannel {
  attend(now: { signedIn: boolean; visible: boolean }): void
}

export interface LiveChannelDeps {
  open: (url: string) => Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>
  timers: Timers
  timed: (left: TimesLeft) => void
  ended: (reason: EndReason | undefined) => void
}

const lingerMs = 60_000
const closed = 2 // EventSource.CLOSED

export function createLiveChannel({ open, timers, timed, ended }: LiveChannelDeps): LiveChannel {
  let source: ReturnType<LiveChannelDeps['open']> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined

  return {
    attend({ signedIn, visible }) {
      timers.clearTimeout(leaving)
      if (!signedIn) close()
      else if (visible) source ??= listen()
      else if (source) leaving = timers.setTimeout(close, lingerMs)
    },
  }

  function listen() {
    const opened = open(paths.events)
    const limits = ({ data }: MessageEvent) => {
      const left = readTimes(data)
      if (left) timed(left)
    }
    opened.addEventListener('expiring', limits)
    opened.addEventListener('extended', limits)
    // Refused, say by a gateway: it will not come back by itself. The next sign of life opens another one.
    opened.addEventListener('error', () => {
      if (opened.readyState === closed && source === opened) close()
    })
    opened.addEventListener('ended', ({ data }) => {
      close()
      ended(readReason(data))
    })
    return opened
  }

  function close(): void {
    source?.close()
    source = undefined
  }
}

/** Shapes of shared/session-events, asked for without its schemas (see session-view.ts). */
function readTimes(data: unknown): TimesLeft | undefined {
  const { now, idleExpiresIn, absoluteExpiresIn } = readJson(data)
  const left = { now, idleExpiresIn, absoluteExpiresIn }
  return Object.values(left).every(Number.isFinite) ? (left as TimesLeft) : undefined
}

function readReason(data: unknown): EndReason | undefined {
  const { reason } = readJson(data)
  return isEndReason(reason) ? reason : undefined
}

function readJson(data: unknown): Record<string, unknown> {
  try {
    return Object(JSON.parse(String(data)))
  } catch {
    return {}
  }
}
