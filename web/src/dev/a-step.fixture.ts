/** A step to change, for tests. */
import type { Step } from 'shared/inspector'

export function aStep(change: Partial<Step> = {}): Step {
  return {
    flow: 'a',
    seq: 1,
    t: 0,
    channel: 'front',
    from: 'browser',
    to: 'bff',
    title: 'GET /auth/login',
    params: [],
    checks: [],
    ...change,
  }
}
