import type { Flow, Step } from 'shared/inspector'
import { describe, expect, it } from 'vitest'
import { after, type Seen } from './feed.ts'

const flow = (id: string): Flow => ({ id, kind: 'api-call', title: id, state: 'running' })
const step = (seq: number, flow: string): Step => ({
  flow,
  seq,
  t: 0,
  channel: 'app',
  from: 'browser',
  to: 'bff',
  title: `step ${seq}`,
  params: [],
  checks: [],
})
const seen: Seen = {
  line: 'open',
  flows: [flow('a'), flow('b')],
  steps: [step(1, 'a'), step(2, 'b')],
}

describe('the feed', () => {
  it('adds steps, and keeps the last five hundred', () => {
    const more = Array.from({ length: 600 }, (_, index) => step(index + 3, 'a'))
    const { steps } = more.reduce((all, step) => after(all, { type: 'step', step }), seen)
    expect(steps).toHaveLength(500)
    expect(steps.at(-1)?.seq).toBe(602)
  })

  it('hears of new flows, and of what became of known ones', () => {
    const done = after(seen, { type: 'flow', flow: { ...flow('a'), state: 'done' } })
    expect(done.flows.map(({ state }) => state)).toEqual(['done', 'running'])
    expect(after(seen, { type: 'flow', flow: flow('c') }).flows).toHaveLength(3)
  })

  it('joins flows that turn out to be one', () => {
    const { flows, steps } = after(seen, { type: 'joined', from: 'b', into: 'a' })
    expect(flows.map(({ id }) => id)).toEqual(['a'])
    expect(steps.map(({ flow }) => flow)).toEqual(['a', 'a'])
  })
})
