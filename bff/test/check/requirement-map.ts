/**
 * Which requirements are shown by a test. The list is `bff/requirements.md`; a test cites what it shows
 * in its title, `it('… [CB-02, CB-10]')`, also in the rows of `it.each`. An ID that is not in the list is
 * a mistake, and this fails. Some rows bind features that we do not offer: what no test cites has its reason at
 * the end of the list, and one without a reason, or with one that is not needed any more, is a mistake too.
 */
import { filesOf, readText } from '../house/files.ts'

export interface Theme {
  title: string
  ids: string[]
}

export interface RequirementMap {
  themes: (Theme & { shown: string[] })[]
  /** Cited, and not in the list. */
  unknown: string[]
  /** Neither shown nor excused, or both. */
  unexplained: string[]
}

export function themesIn(list: string): Theme[] {
  return list
    .split(/^## (?=\d+\. )/m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      ids: [...section.matchAll(/^\| ([A-Z]{2}-\d{2}) \|/gm)].map(([, id = '']) => id),
    }))
}

/** `- **AA-01**, **AA-02**: why`, below the last theme. */
export function excusedIn(list: string): string[] {
  const reasons = list.matchAll(/^- ((?:\*\*[A-Z]{2}-\d{2}\*\*(?:, )?)+): \S/gm)
  return [...reasons].flatMap(([, ids = '']) => ids.match(/[A-Z]{2}-\d{2}/g) ?? [])
}

/** In comments an ID is a reference; only in a title it is a claim. */
export function citedIn(test: string): string[] {
  const code = test.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  const cited = code.matchAll(/\[([A-Z]{2}-\d{2}(?:, [A-Z]{2}-\d{2})*)\]/g)
  return [...cited].flatMap(([, ids = '']) => ids.split(', '))
}

export function requirementMap(
  themes: Theme[],
  tests: string[],
  excused: string[] = [],
): RequirementMap {
  const cited = new Set(tests.flatMap(citedIn))
  const known = new Set(themes.flatMap(({ ids }) => ids))
  return {
    themes: themes.map((theme) => ({ ...theme, shown: theme.ids.filter((id) => cited.has(id)) })),
    unknown: [...cited].filter((id) => !known.has(id)),
    unexplained: [...known].filter((id) => cited.has(id) === excused.includes(id)),
  }
}

/** One line a theme, what is missing behind it; the last line is the sum. */
export function report({ themes, unknown, unexplained }: RequirementMap): string {
  const lines = themes.map(({ title, ids, shown }) => {
    const missing = ids.filter((id) => !shown.includes(id))
    return `${count(shown, ids)}  ${title}${missing.length > 0 ? `  (not: ${missing.join(' ')})` : ''}`
  })
  const sum = count(
    themes.flatMap(({ shown }) => shown),
    themes.flatMap(({ ids }) => ids),
  )
  const mistakes = [
    ...unknown.map((id) => `${id} is cited by a test and is not in bff/requirements.md`),
    ...unexplained.map((id) => `${id} is to be shown by a test or excused in bff/requirements.md`),
  ]
  return [...lines, ...mistakes, `${sum}  shown by tests`].join('\n')
}

function count(shown: string[], all: string[]): string {
  return `${String(shown.length).padStart(3)}/${all.length}`
}

if (import.meta.main) {
  const tests = filesOf('{bff,web,shared}/**/*.{test,suite}.{ts,tsx}').map(({ text }) => text)
  const list = readText('bff/requirements.md')
  const map = requirementMap(themesIn(list), tests, excusedIn(list))
  console.log(report(map))
  if (map.unknown.length + map.unexplained.length > 0) process.exitCode = 1
}
