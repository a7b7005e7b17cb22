import type { HeldView } from 'shared/inspector'
import { describe, expect, it } from 'vitest'
import { aStep } from './a-step.fixture.ts'
import { timelineOf } from './timeline.ts'

const minute = 60_000
const view: HeldView = {
  signedInAt: 0,
  now: 30 * minute,
  idleExpiresIn: 30 * 60,
  absoluteExpiresIn: 11.5 * 60 * 60,
  held: [{ name: 'access_token', kind: 'secret', text: '', why: '', expiresIn: 300 }],
  faultsOn: 0,
}
const placesOf = (of: HeldView) =>
  timelineOf(of, [], [])?.marks.map(({ kind, place }) => [kind, Number(place.toFixed(3))])

describe('timelineOf', () => {
  it('has the limits on one line, broken before the one that is far away', () => {
    expect(placesOf(view)).toEqual([
      ['begin', 0],
      ['now', 0.43],
      ['token', 0.502],
      ['idle', 0.86],
      ['absolute', 1],
    ])
    expect(timelineOf(view, [], [])?.brokenAt).toBe(0.86)
  })

  it('is to scale where the two limits meet', () => {
    const near = { ...view, absoluteExpiresIn: 30 * 60, held: [] }
    expect(placesOf(near)).toEqual([
      ['begin', 0],
      ['now', 0.5],
      ['idle', 1],
      ['absolute', 1],
    ])
    expect(timelineOf(near, [], [])).not.toHaveProperty('brokenAt')
  })

  it('shows what people have done since, and not who asked who is here', () => {
    const flow = (id: string, kind: 'api-call' | 'session') =>
      ({ id, kind, title: id, state: 'failed' }) as const
    const flows = [flow('before', 'api-call'), flow('call', 'api-call'), flow('look', 'session')]
    const steps = flows.map(({ id }, index) => aStep({ flow: id, t: index * minute }))
    const done = timelineOf(view, flows, steps)?.marks.filter(({ kind }) => kind === 'failed')
    expect(done?.map(({ words }) => words)).toEqual(['call'])
  })

  it('is not there without a session', () => {
    expect(timelineOf({ held: [], faultsOn: 0 }, [], [])).toBeUndefined()
  })
})
