/** A flow as a Mermaid sequence diagram, for an issue or a wiki: titles alone, so nothing that was masked. */
import type { Party, Step } from 'shared/inspector'
import { channels, nameOf } from './parties.ts'

const ids: Record<Party, string> = {
  browser: 'B',
  bff: 'F',
  'authorization-server': 'A',
  api: 'R',
  store: 'S',
}

export function mermaidOf(title: string, steps: readonly Step[]): string {
  const parties = [...new Set(steps.flatMap(({ from, to }) => [from, to]))]
  const order = Object.keys(ids) as Party[]
  return [
    'sequenceDiagram',
    `  title ${clean(title)}`,
    ...order
      .filter((party) => parties.includes(party))
      .map((party) => `  participant ${ids[party]} as ${nameOf(party)}`),
    ...steps.map(lineOf),
    '',
  ].join('\n')
}

function lineOf({ from, to, channel, title, inferred }: Step): string {
  if (from === to) return `  Note over ${ids[from]}: ${clean(title)}`
  const arrow = channel === 'back' || inferred ? '-->>' : '->>'
  return `  ${ids[from]}${arrow}${ids[to]}: ${clean(title)} (${channels[channel]})`
}

/** A semicolon ends a statement there, and a hash begins an entity. */
function clean(text: string): string {
  return text.replaceAll(';', ',').replaceAll('#', '')
}
