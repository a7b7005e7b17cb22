import type { EndReason } from 'shared/session'
import { describe, expect, it } from 'vitest'
import { createOpenStreams } from './open-streams.ts'

function listener() {
  const heard: (EndReason | undefined)[] = []
  const until: number[] = []
  return {
    heard,
    until,
    stream: {
      end: (reason?: EndReason) => void heard.push(reason),
      lasts: (untilMs: number) => void until.push(untilMs),
    },
  }
}

describe('createOpenStreams', () => {
  it('ends all that is open for a session, and nothing else', () => {
    const streams = createOpenStreams()
    const [one, two, other] = [listener(), listener(), listener()]
    streams.hold('a', one.stream)
    streams.hold('a', two.stream)
    streams.hold('b', other.stream)
    streams.end('a', 'idle')
    expect([one.heard, two.heard, other.heard]).toEqual([['idle'], ['idle'], []])
    expect(streams.ids()).toEqual(['b'])
  })

  it('ends nothing twice, however many tell of it', () => {
    const streams = createOpenStreams()
    const { stream, heard } = listener()
    streams.hold('a', stream)
    streams.end('a', 'user')
    streams.end('a', 'back-channel')
    expect(heard).toEqual(['user'])
  })

  it('forgets what was let go, also in the middle of the end', () => {
    const streams = createOpenStreams()
    const { stream, heard } = listener()
    const release = streams.hold('a', stream)
    const releaseOther = streams.hold('a', { end: () => releaseOther() })
    release()
    streams.end('a')
    releaseOther()
    expect(heard).toEqual([])
    expect(streams.ids()).toEqual([])
  })

  it('lets nothing begin for a session that ended a moment ago, and says why [SC-14]', () => {
    const streams = createOpenStreams()
    streams.end('a', 'operator')
    streams.end('a')
    expect(() => streams.hold('a', listener().stream)).toThrow(
      expect.objectContaining({
        code: 'session-ended',
        options: { refusal: true, reason: 'operator' },
      }),
    )
    expect(streams.ids()).toEqual([])
  })

  it('tells who wants to know how long the session lasts', () => {
    const streams = createOpenStreams()
    const { stream, until } = listener()
    streams.hold('a', stream)
    streams.hold('a', { end: () => {} })
    streams.lasts('a', 5)
    streams.lasts('b', 6)
    expect(until).toEqual([5])
  })
})
