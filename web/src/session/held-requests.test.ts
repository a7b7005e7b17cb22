import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createHeldRequests, type HeldRequests } from './held-requests.ts'

const session = { kind: 'session' } as const
const stepUp = { kind: 'step-up', action: 'delete the note' } as const
const refusal = new Error('refused')

/** Moved by hand: a timer is a function that nobody has called yet. */
function createTimers() {
  const waiting = new Map<number, () => void>()
  let last = 0
  return {
    waiting,
    setTimeout: ((act: () => void, ms: number) => {
      expect(ms).toBe(600_000)
      waiting.set((last += 1), act)
      return last
    }) as unknown as typeof setTimeout,
    clearTimeout: ((id: number) => void waiting.delete(id)) as unknown as typeof clearTimeout,
  }
}

describe('held requests', () => {
  let timers: ReturnType<typeof createTimers>
  let held: HeldRequests
  beforeEach(() => {
    timers = createTimers()
    held = createHeldRequests(timers)
  })

  it('are sent when the person is back, each once, and their promises go on', async () => {
    const sends = [
      vi.fn<() => Promise<string>>(async () => 'one'),
      vi.fn<() => Promise<string>>(async () => 'two'),
    ]
    const answers = sends.map((send) => held.hold(session, send, refusal))
    expect(sends[0]).not.toHaveBeenCalled()
    held.release('session')
    held.release('session')
    expect(await Promise.all(answers)).toEqual(['one', 'two'])
    expect(sends.map((send) => send.mock.calls.length)).toEqual([1, 1])
    expect(timers.waiting.size).toBe(0)
  })

  it('are not held a second time when they fail', async () => {
    const failure = new Error('refused again')
    const answer = held.hold(session, () => Promise.reject(failure), refusal)
    held.release('session')
    await expect(answer).rejects.toBe(failure)
  })

  it('are dropped with a reason, and never sent afterwards', async () => {
    const send = vi.fn<() => Promise<string>>(async () => 'sent')
    const answer = held.hold(session, send, refusal)
    const gone = new Error('another person')
    held.drop('all', gone)
    held.release('session')
    await expect(answer).rejects.toBe(gone)
    expect(send).not.toHaveBeenCalled()
  })

  it('wait for one thing or another', async () => {
    const send = vi.fn<() => Promise<string>>(async () => 'sent')
    const answer = held.hold(stepUp, send, refusal)
    held.release('session')
    expect(send).not.toHaveBeenCalled()
    expect(held.stepUpNeed()).toBe(stepUp)
    held.release('step-up')
    expect(await answer).toBe('sent')
    expect(held.stepUpNeed()).toBeUndefined()
  })

  it('are twenty at most', async () => {
    const answers = Array.from({ length: 21 }, () =>
      held.hold(session, async () => 'sent', refusal),
    )
    await expect(answers.pop()).rejects.toBe(refusal)
    held.release('session')
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['sent']))
  })

  it('are let go of after ten minutes', async () => {
    const send = vi.fn<() => Promise<string>>(async () => 'sent')
    const answer = held.hold(session, send, refusal)
    for (const giveUp of timers.waiting.values()) giveUp()
    await expect(answer).rejects.toBe(refusal)
    held.release('session')
    expect(send).not.toHaveBeenCalled()
  })

  it('say when the row changes', () => {
    const changed = vi.fn<() => void>()
    const stop = held.subscribe(changed)
    void held.hold(stepUp, async () => 'sent', refusal)
    held.release('session')
    expect(changed).toHaveBeenCalledTimes(1)
    stop()
    held.release('step-up')
    expect(changed).toHaveBeenCalledTimes(1)
  })
})
