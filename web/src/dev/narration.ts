/** One step told as somebody would who sits beside you: what happens, why it is there, and what was made sure of. */
import type { Detail, Step } from 'shared/inspector'
import { channels, nameOf } from './parties.ts'

/** What a listener would not guess. The rest is said in the details. */
const mostReasons = 3

export function narrate(step: Step): string[] {
  const { title, note, checks } = step
  const failed = checks.filter(({ passed }) => !passed)
  return [
    `${opening(step)}: ${title.replace(/^Store: /, '')}.`,
    ...(note === undefined ? [] : [note]),
    ...reasons(step.params),
    ...(failed.length > 0
      ? failed.map(({ name, says }) => `This does not hold: ${name}. ${says}`)
      : held(checks.length)),
  ]
}

function opening({ from, to, channel, inferred }: Step): string {
  if (from === to) return `The ${nameOf(from)} decides`
  if (channel === 'store') return 'The BFF does this in its store, where no browser looks'
  const how = inferred ? 'it follows from what came after' : channels[channel]
  return `${nameOf(from)} to ${nameOf(to)}, ${how}`
}

/** Of secrets first: they are what all this is about. */
function reasons(params: readonly Detail[]): string[] {
  const secrets = params.filter(({ kind, why }) => kind === 'secret' && !why.startsWith('Nothing'))
  return secrets.slice(0, mostReasons).map(({ name, why }) => `${name}: ${why}`)
}

function held(count: number): string[] {
  if (count === 0) return []
  return [count === 1 ? 'One check, and it holds.' : `${count} checks, and all of them hold.`]
}
