/**
 * Two runs beside each other: what both did, what only one did, and where they went differently. Steps are matched in
 * their order by who says what to whom – the longest row of matches there is, as `diff` does with lines.
 */
import type { Step } from 'shared/inspector'

export interface Row {
  left: Step | undefined
  right: Step | undefined
  /** Of steps that both have: what is not the same. */
  differences: string[]
}

export function compareRuns(left: readonly Step[], right: readonly Step[]): Row[] {
  const lengths = lengthsOf(left, right)
  const rows: Row[] = []
  let [a, b] = [0, 0]
  while (a < left.length || b < right.length) {
    const [one, other] = [left[a], right[b]]
    if (one !== undefined && other !== undefined && isSame(one, other)) {
      rows.push({ left: one, right: other, differences: differencesOf(one, other) })
      a += 1
      b += 1
    } else if (other === undefined || (one && lengths[a + 1]![b]! >= lengths[a]![b + 1]!)) {
      rows.push({ left: one, right: undefined, differences: [] })
      a += 1
    } else {
      rows.push({ left: undefined, right: other, differences: [] })
      b += 1
    }
  }
  return rows
}

/** For each pair of places: how many steps match from there on. */
function lengthsOf(left: readonly Step[], right: readonly Step[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () =>
    Array.from<number>({ length: right.length + 1 }).fill(0),
  )
  for (let a = left.length - 1; a >= 0; a -= 1) {
    for (let b = right.length - 1; b >= 0; b -= 1) {
      lengths[a]![b] = isSame(left[a]!, right[b]!)
        ? lengths[a + 1]![b + 1]! + 1
        : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!)
    }
  }
  return lengths
}

/** A status may differ, and is then told of; where to and what for may not. */
function isSame(one: Step, other: Step): boolean {
  return one.from === other.from && one.to === other.to && subjectOf(one) === subjectOf(other)
}

const subjectOf = ({ title, status }: Step) =>
  status === undefined ? title : `answer ${title.replace(/^\d+/, '').replace(/^: (no to )?/, '')}`

function differencesOf(left: Step, right: Step): string[] {
  const names = new Set([...left.params, ...right.params].map(({ name }) => name))
  const has = ({ params }: Step, name: string) => params.find((each) => each.name === name)
  return [
    ...(left.status === right.status ? [] : [`status ${left.status} and ${right.status}`]),
    ...[...names].flatMap((name) => {
      const [one, other] = [has(left, name), has(right, name)]
      if (one === undefined) return [`only the second has ${name}`]
      if (other === undefined) return [`only the first has ${name}`]
      // A secret is another one each time; that is what it is for.
      return one.mark === undefined && one.text !== other.text
        ? [`${name}: ${one.text} and ${other.text}`]
        : []
    }),
    ...right.checks
      .filter(
        ({ name, passed }) => passed !== left.checks.find((each) => each.name === name)?.passed,
      )
      .map(
        ({ name, passed }) => `check ${name} ${passed ? 'holds only' : 'fails only'} in the second`,
      ),
  ]
}
