/**
 * One question for all requests that are read in one turn of the event loop, where it costs as much as all else that
 * is looked up for a call (`PRAGMA data_version`: five microseconds, three of them in the kernel).
 *
 * Nobody hears an outdated answer. What is read in this turn had arrived before it was asked for the first time,
 * so it was sent by nobody who had by then been told of a change that is not known here. Only where more than
 * a thousand connections are ready at once does libuv look for others in the same turn; then the answer
 * may be as old as that turn. Only a yes is kept, and only for who asks on behalf of a request.
 */
import type { Clock } from '../ports.ts'

export function oncePerTurn({ afterTurn }: Clock, ask: () => boolean): () => boolean {
  if (afterTurn === undefined) return ask
  let isSure = false
  const turnIsOver = () => {
    isSure = false
  }
  return () => {
    if (!isSure && ask()) {
      isSure = true
      afterTurn(turnIsOver)
    }
    return isSure
  }
}
