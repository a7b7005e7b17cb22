/** Finding what is known of a code. A `why` belongs to the section of what it explains: `state` is in two of them. */
import type { Step } from 'shared/inspector'
import type { Explanation } from 'shared/inspector-findings'

/** In the order asked for; a code of problems first, then why it came to that. */
export function explain(all: readonly Explanation[], codes: readonly string[]): Explanation[] {
  const found = codes.flatMap((code) => all.filter((each) => each.code === code))
  return [...new Set(found)]
}

/** What went wrong in these steps, in the order it did, each once. */
export function codesIn(steps: readonly Step[]): string[] {
  return [...new Set(steps.flatMap(({ codes = [] }) => codes))]
}

/** What somebody has typed, in codes and in words. */
export function search(all: readonly Explanation[], words: string): Explanation[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return [...all]
  const exact = all.filter(({ code }) => code === wanted)
  if (exact.length > 0) return exact
  return all.filter(({ code, cause, whatToDo = '' }) =>
    `${code} ${cause} ${whatToDo}`.toLowerCase().includes(wanted),
  )
}
