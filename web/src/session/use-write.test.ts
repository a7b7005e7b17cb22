import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Failure, ProblemError } from '../http.ts'
import { createHeldRequests, type HeldRequests } from './held-requests.ts'
import type { SessionEvent } from './session-state.ts'
import { sendOrHold } from './use-write.ts'

const failure = (more: Partial<Failure>) =>
  new ProblemError({ code: 'resource', status: 401, refused: false, ...more })
const sessionEnded = failure({ code: 'session-ended', refused: true, reason: 'idle' })

/** Fails the first time and then never again. */
function flaky(error: Error) {
  return vi.fn<() => Promise<string>>(async () => 'done').mockRejectedValueOnce(error)
}

describe('sendOrHold', () => {
  let held: HeldRequests
  const tell = vi.fn<(event: SessionEvent) => void>()
  beforeEach(() => {
    held = createHeldRequests(globalThis)
    tell.mockClear()
  })

  it.each([
    ['the session is over', sessionEnded, 'session'],
    ['there is none', failure({ code: 'session-required', refused: true }), 'session'],
    ['our BFF wants more', failure({ code: 'step-up-required', refused: true }), 'step-up'],
    ['the API wants more', failure({ code: 'step-up-required' }), 'step-up'],
  ] as const)('waits when %s, and sends it once more, once', async (_when, error, kind) => {
    const send = flaky(error)
    const answer = sendOrHold(send, { held, tell })
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1))
    await Promise.resolve()
    held.release(kind)
    held.release(kind)
    expect(await answer).toBe('done')
    expect(send).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['the API says no', failure({})],
    ['the API says no in our words', failure({ code: 'session-ended' })],
    ['the API refused our token', failure({ code: 'resource-refused' })],
    ['nothing came back', failure({ code: 'network', status: 0 })],
    ['it took too long', failure({ code: 'timeout', status: 0 })],
    ['the BFF broke', failure({ code: 'internal', status: 500, refused: true })],
    ['our own code broke', new TypeError('x')],
  ])('sends nothing twice when %s [FE-10]', async (_when, error) => {
    const send = flaky(error)
    await expect(sendOrHold(send, { held, tell })).rejects.toBe(error)
    held.release('session')
    held.release('step-up')
    expect(send).toHaveBeenCalledTimes(1)
    expect(tell).not.toHaveBeenCalled()
  })

  it('tells the session of its end, and why', async () => {
    const answer = sendOrHold(flaky(sessionEnded), { held, tell })
    await vi.waitFor(() => expect(tell).toHaveBeenCalledWith({ type: 'refused', reason: 'idle' }))
    held.release('session')
    await answer
  })

  it('hands on what a step-up must be, and what for [PX-25]', async () => {
    const hints = { acrValues: ['gold'], maxAge: 0 }
    const send = flaky(failure({ code: 'step-up-required', ...hints }))
    const answer = sendOrHold(send, { held, tell, action: 'delete the note' })
    const need = { kind: 'step-up', action: 'delete the note', ...hints }
    await vi.waitFor(() => expect(held.stepUpNeed()).toEqual(need))
    expect(tell).not.toHaveBeenCalled()
    held.release('step-up')
    await answer
  })
})
