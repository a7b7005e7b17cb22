import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveChannel, type LiveChannel, type LiveChannelDeps } from './live-channel.ts'

type Listener = (event: MessageEvent) => void

/** An event stream whose events are told by hand. */
function createStreams() {
  const opened: {
    url: string
    closed: boolean
    readyState: number
    tell: (name: string, data: string) => void
  }[] = []
  return {
    opened,
    open(url: string) {
      const listeners = new Map<string, Listener>()
      const stream = {
        url,
        closed: false,
        readyState: 1,
        tell: (name: string, data: string) => {
          listeners.get(name)?.(new MessageEvent(name, { data }))
        },
      }
      opened.push(stream)
      return {
        addEventListener: (name: string, listener: Listener) => void listeners.set(name, listener),
        close: () => void (stream.closed = true),
        get readyState() {
          return stream.readyState
        },
      } as unknown as ReturnType<LiveChannelDeps['open']>
    },
  }
}

const here = { signedIn: true, visible: true }
const inBackground = { signedIn: true, visible: false }

describe('the live channel', () => {
  let streams: ReturnType<typeof createStreams>
  let live: LiveChannel
  let later: (() => void) | undefined
  const timed = vi.fn<LiveChannelDeps['timed']>()
  const ended = vi.fn<LiveChannelDeps['ended']>()
  beforeEach(() => {
    timed.mockClear()
    ended.mockClear()
    streams = createStreams()
    const timers = {
      setTimeout: ((act: () => void) => {
        later = act
        return 1
      }) as unknown as typeof setTimeout,
      clearTimeout: (() => (later = undefined)) as unknown as typeof clearTimeout,
    }
    live = createLiveChannel({ open: streams.open, timers, timed, ended })
  })

  it('is opened once for somebody who is signed in and looks', () => {
    live.attend(here)
    live.attend(here)
    expect(streams.opened.map(({ url }) => url)).toEqual(['/auth/events'])
  })

  it.each([
    ['nobody is signed in', { signedIn: false, visible: true }],
    ['nobody looks', inBackground],
  ])('is not opened while %s', (_when, now) => {
    live.attend(now)
    expect(streams.opened).toEqual([])
  })

  it('is given back a minute after nobody looks, and opened again for who returns', () => {
    live.attend(here)
    live.attend(inBackground)
    expect(streams.opened[0]?.closed).toBe(false)
    later?.()
    expect(streams.opened[0]?.closed).toBe(true)
    live.attend(here)
    expect(streams.opened).toHaveLength(2)
  })

  it('stays for who is back within the minute', () => {
    live.attend(here)
    live.attend(inBackground)
    live.attend(here)
    expect([later, streams.opened[0]?.closed, streams.opened.length]).toEqual([undefined, false, 1])
  })

  it.each([
    ['is left to come back by itself while it tries to', 0, 1],
    ['is opened anew when it was refused', 2, 2],
  ])('%s', (_what, readyState, expected) => {
    live.attend(here)
    const [first] = streams.opened
    if (first) first.readyState = readyState
    first?.tell('error', '')
    live.attend(here)
    expect(streams.opened).toHaveLength(expected)
  })

  it('is closed at once when nobody is signed in any more', () => {
    live.attend(here)
    live.attend({ signedIn: false, visible: true })
    expect(streams.opened[0]?.closed).toBe(true)
  })

  it.each(['expiring', 'extended'])('tells the limits of %s', (name) => {
    live.attend(here)
    const left = { now: 1_800_000_000, idleExpiresIn: 119, absoluteExpiresIn: 900 }
    streams.opened[0]?.tell(name, JSON.stringify({ limit: 'idle', ...left }))
    expect(timed.mock.calls).toEqual([[left]])
  })

  it.each(['', 'null', '[]', '{"now":1}', '{"now":"1","idleExpiresIn":2,"absoluteExpiresIn":3}'])(
    'tells no limits that are none: %s',
    (data) => {
      live.attend(here)
      streams.opened[0]?.tell('extended', data)
      expect(timed).not.toHaveBeenCalled()
    },
  )

  it.each([
    ['{"reason":"other-device"}', 'other-device'],
    ['{"reason":"because"}', undefined],
    ['{}', undefined],
    ['?', undefined],
  ])('tells the end, with a reason that is one: %s', (data, reason) => {
    live.attend(here)
    streams.opened[0]?.tell('ended', data)
    expect(ended.mock.calls).toEqual([[reason]])
    expect(streams.opened[0]?.closed).toBe(true)
  })
})
