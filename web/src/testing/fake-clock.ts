/**
 * For tests: a clock that stands still until it is told to go on. It is the page's clock and not the BFF's, which
 * the page hears of in session views. Take it first, and give it to `renderApp`: it then waits for every answer
 * that is on its way, or a page would find a question unanswered for minutes that was asked just now.
 */
import { onTestFinished, vi } from 'vitest'
import { moment } from './until.ts'

export interface FakeClock {
  /** Everything that falls due in this time happens, in its order. */
  pass(ms: number): Promise<void>
  waitsWhile(isBusy: () => boolean): void
}

export function fakeClock(): FakeClock {
  // Not what React and the test DOM run by themselves with.
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
  onTestFinished(() => void vi.useRealTimers())
  let isBusy = () => false
  return {
    waitsWhile(busy) {
      isBusy = busy
    },
    async pass(ms) {
      const until = Date.now() + ms
      // So that there is a timer at the very end, and no step leads beyond it.
      setTimeout(() => undefined, ms)
      while (Date.now() < until) {
        await vi.advanceTimersToNextTimerAsync()
        // One for a question to get there, one for its answer to be taken in.
        do await moment()
        while (isBusy())
        await moment()
      }
    },
  }
}
