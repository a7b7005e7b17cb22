/** Who takes part, from left to right, and by which way they talk: always in words, never by colour alone. */
import type { FlowChannel, Party, Step } from 'shared/inspector'

export const lanes: readonly { party: Party; name: string; short: string }[] = [
  { party: 'browser', name: 'Browser', short: 'Browser' },
  { party: 'bff', name: 'BFF', short: 'BFF' },
  { party: 'authorization-server', name: 'Authorization server', short: 'Auth. server' },
  { party: 'api', name: 'API', short: 'API' },
]

const names: Record<Party, string> = {
  browser: 'Browser',
  bff: 'BFF',
  'authorization-server': 'Authorization server',
  api: 'API',
  store: 'Store',
}

export const channels: Record<FlowChannel, string> = {
  front: 'front channel',
  app: 'same origin',
  back: 'back channel',
  store: 'store',
}

/** What became of a flow. */
export const states = { running: 'under way', done: 'complete', failed: 'failed' } as const

export const nameOf = (party: Party) => names[party]

/** The store is at the BFF's, and has no line of its own. */
export function laneOf(party: Party): number {
  return lanes.findIndex((lane) => lane.party === (party === 'store' ? 'bff' : party))
}

export function whoIn({ from, to }: Step): string {
  return from === to ? nameOf(from) : `${nameOf(from)} to ${nameOf(to)}`
}

export function sentenceOf(step: Step): string {
  const { from, to, title, channel, ms, inferred } = step
  const how = from === to ? 'a decision' : channels[channel]
  const more = [how, inferred && 'inferred', ms !== undefined && `${ms} ms`].filter(Boolean)
  return `${whoIn(step)}: ${title} (${more.join(', ')})`
}
