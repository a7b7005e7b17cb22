/**
 * Several processes behind one port (WEB_CONCURRENCY): this one accepts connections and hands them out in turn,
 * each worker is the whole BFF. Nothing is shared but the store, exactly as among machines, so there is nothing
 * here about sessions.
 *
 * A worker that is lost is replaced: at once after a long life, else after a pause that doubles, so that a
 * fault at start costs no processor. It does not hide a start that cannot succeed: when one is lost before any
 * has ever listened, all of it is over.
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { Events } from './events.ts'
import type { Clock, Ports, Siblings } from './ports.ts'

export interface WorkersDeps {
  count: number
  clock: Clock
  events: Pick<Events, 'emit'>
  /** One that keeps the process alive: for a while there may be no worker that does. */
  wait: Ports['wait']
}

export interface Workers {
  /** Settles when the last one has left. @returns false when they could not be started at all */
  over: Promise<boolean>
  /** Asks all to end as they do: they finish what is under way. Those still there after that time are killed. */
  stop(withinMs: number): void
}

/** Whoever has lived so long did not fail at start. */
const longLifeMs = 30_000
const firstPauseMs = 500
const longestPauseMs = 30_000

export function createWorkers({ count, clock, events, wait }: WorkersDeps): Workers {
  const stopping = new AbortController()
  let hasListened = false
  let isHopeless = false
  cluster.on('listening', () => {
    hasListened = true
  })
  // What a worker asks the others, and what they answer it: passed on unread. The rest is not for them.
  cluster.on('message', (from, message) => {
    if (!isForSiblings(message)) return
    const others = living().filter((worker) => worker !== from && worker.isConnected())
    for (const worker of others) worker.send(message as object)
  })

  async function keepOne(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!stopping.signal.aborted) {
      const bornAtMs = clock.now()
      const worker = cluster.fork()
      const [code, signal] = (await once(worker, 'exit')) as [number | null, string | null]
      if (stopping.signal.aborted) return
      if (!hasListened) return giveUp()
      const isSteady = clock.now() - bornAtMs > longLifeMs
      const restartInMs = isSteady ? 0 : pauseMs
      pauseMs = isSteady ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs)
      events.emit('worker.lost', { worker: worker.id, code, signal, restartInMs })
      await wait(restartInMs, stopping.signal).catch(() => {})
    }
  }

  function giveUp(): void {
    isHopeless = true
    stop(0)
  }

  function stop(withinMs: number): void {
    stopping.abort()
    for (const worker of living()) worker.process.kill('SIGTERM')
    // Unlike a worker's own clock this one also runs when that worker hangs.
    void wait(withinMs).then(() => living().forEach((worker) => worker.process.kill('SIGKILL')))
  }

  const over = Promise.all(Array.from({ length: count }, keepOne)).then(() => !isHopeless)
  return { over, stop }
}

function isForSiblings(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'question' in message
}

type Message =
  | { question: number; from: number }
  | { question: number; to: number; answer: unknown }

/** Long enough for whoever turns at all; a page of metrics is waited for by somebody. */
const patienceMs = 1_000

/** In a worker: the way to the others. */
export function createSiblings(count: number, wait: Ports['wait']): Siblings | undefined {
  const { worker } = cluster
  if (worker === undefined) return undefined
  const open = new Map<number, (answer: unknown) => void>()
  let asked = 0
  let tell = (): Promise<unknown> => Promise.resolve()
  // The line is cut when one of the two stops; nobody waits for an answer then.
  const say = (message: Message) => worker.isConnected() && worker.send(message)
  worker.on('message', (message: Message) => {
    const { question } = message
    if ('from' in message) {
      void tell().then((answer) => say({ question, to: message.from, answer }))
    } else if (message.to === worker.id) open.get(question)?.(message.answer)
  })

  return {
    self: String(worker.id),
    answerWith(how) {
      tell = how
    },
    async ask() {
      const question = (asked += 1)
      const answers: unknown[] = []
      const complete = new AbortController()
      open.set(question, (answer) => {
        if (answers.push(answer) === count - 1) complete.abort()
      })
      say({ question, from: worker.id })
      await wait(patienceMs, complete.signal).catch(() => {})
      open.delete(question)
      return answers
    },
  }
}

function living(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}
