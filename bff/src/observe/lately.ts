/** How often something happened within the last minute, to the second: sixty numbers, however often it is told. */
import type { Clock } from '../ports.ts'

export interface Lately {
  add(): void
  count(): number
}

const seconds = 60

export function createLately(clock: Clock): Lately {
  const counts = Array.from({ length: seconds }, () => 0)
  let nowSecond = Math.floor(clock.now() / 1000)

  /** What is a minute old is forgotten; a clock that is set back forgets nothing. */
  function forget(): void {
    const second = Math.floor(clock.now() / 1000)
    const passed = Math.min(second - nowSecond, seconds)
    for (let step = 1; step <= passed; step += 1) counts[(nowSecond + step) % seconds] = 0
    nowSecond = Math.max(nowSecond, second)
  }

  return {
    add() {
      forget()
      counts[nowSecond % seconds]! += 1
    },
    count() {
      forget()
      return counts.reduce((all, each) => all + each, 0)
    },
  }
}
