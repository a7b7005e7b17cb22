/**
 * The book of what happened: steps, each of one flow, the last few hundred of them. Whoever watches gets all
 * there is and then every step as it happens. A visit is one request to the BFF; whatever is done on its behalf
 * – calls to the authorization server, to the API, to the store – finds it by its asynchronous context.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { Flow, FlowKind, Snapshot, Step } from 'shared/inspector'
import type { Attempt } from './attempts.ts'

export interface Visit {
  flow: string
  kind: FlowKind
  /** The hash of its session cookie. */
  session?: string
  attempt?: Attempt
  /** How often the API was asked for it. */
  apiCalls: number
  /** What was done in the store since the last step. */
  storeOperations: string[]
}

export type NewStep = Omit<Step, 'flow' | 'seq' | 't' | 'params' | 'checks'> &
  Partial<Pick<Step, 'params' | 'checks'>>

export type Told =
  | { type: 'step'; step: Step }
  | { type: 'flow'; flow: Flow }
  | { type: 'joined'; from: string; into: string }

export interface Recorder {
  begin(kind: FlowKind, title: string): Visit
  within<T>(visit: Visit, work: () => T): T
  visit(): Visit | undefined
  /** Into the flow of the visit given, else of the one under way, else into one of its own. */
  record(step: NewStep, visit?: Visit): void
  /** What the flow turned out to be. */
  tell(flow: string, change: Partial<Omit<Flow, 'id'>>): void
  /** Two flows were one thing. */
  join(from: Visit, into: string): void
  snapshot(): Snapshot
  listen(listener: (told: Told) => void): () => void
}

const mostSteps = 500

export function createRecorder(now: () => number): Recorder {
  const visits = new AsyncLocalStorage<Visit>()
  const run = randomBytes(4).toString('hex')
  const listeners = new Set<(told: Told) => void>()
  const flows = new Map<string, Flow>()
  let steps: Step[] = []
  let seq = 0
  let begun = 0

  const say = (told: Told) => listeners.forEach((listener) => listener(told))

  function begin(kind: FlowKind, title: string): Visit {
    const id = `${run}-${(begun += 1)}`
    const flow: Flow = { id, kind, title, state: 'running' }
    flows.set(id, flow)
    const [oldest] = flows.keys()
    if (flows.size > mostSteps && oldest !== undefined) flows.delete(oldest)
    say({ type: 'flow', flow })
    return { flow: id, kind, apiCalls: 0, storeOperations: [] }
  }

  function put(step: NewStep, flow: string): void {
    const whole = { params: [], checks: [], ...step, flow, seq: (seq += 1), t: now() }
    steps = [...steps.slice(1 - mostSteps), whole]
    say({ type: 'step', step: whole })
  }

  return {
    begin,
    within: (visit, work) => visits.run(visit, work),
    visit: () => visits.getStore(),
    record(step, visit = visits.getStore() ?? begin('other', 'By the BFF itself')) {
      const operations = visit.storeOperations.splice(0)
      if (operations.length > 0) put(storeStep(operations), visit.flow)
      put(step, visit.flow)
    },
    tell(id, change) {
      const flow = flows.get(id)
      if (flow === undefined) return
      Object.assign(flow, change)
      say({ type: 'flow', flow })
    },
    join(visit, into) {
      const from = visit.flow
      if (from === into) return
      visit.flow = into
      flows.delete(from)
      for (const step of steps) if (step.flow === from) step.flow = into
      say({ type: 'joined', from, into })
    },
    snapshot() {
      const alive = new Set(steps.map(({ flow }) => flow))
      return { run, steps, flows: [...flows.values()].filter(({ id }) => alive.has(id)) }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Many small steps, folded into one. */
function storeStep(operations: string[]): NewStep {
  const count = operations.length
  return {
    channel: 'store',
    from: 'bff',
    to: 'store',
    title: count === 1 ? `Store: ${operations[0]}` : `Store: ${count} operations`,
    note: operations.join('; '),
  }
}
