import { describe, expect, it } from 'vitest'
import { readText } from '../house/files.ts'
import { citedIn, excusedIn, report, requirementMap, themesIn } from './requirement-map.ts'

/** Written apart, so that this file cites none of them itself. */
const id = (theme: string, number: string) => `${theme}-${number}`
const [one, two, stray] = [id('AA', '01'), id('AA', '02'), id('ZZ', '99')]

const themes = [{ title: '1. First things', ids: [one, two] }]
const citing = (...ids: string[]) => `it('works [${ids.join(', ')}]', () => {})`

describe('citedIn', () => {
  it('reads titles and the rows of a table', () => {
    expect(citedIn(`${citing(one, two)}\nit.each([['a wrong one [${stray}]', 1]])`)).toEqual([
      one,
      two,
      stray,
    ])
  })

  it('does not take a comment for a claim', () => {
    expect(citedIn(`// [${one}]\n/** [${one}] */\nit('a', () => {}) // [${one}]`)).toEqual([])
  })
})

describe('requirementMap', () => {
  it('counts what is shown', () => {
    expect(requirementMap(themes, [citing(one), citing(one)], [two])).toEqual({
      themes: [{ ...themes[0], shown: [one] }],
      unknown: [],
      unexplained: [],
    })
  })

  it('finds what is neither shown nor excused, and what is both', () => {
    expect(requirementMap(themes, [citing(one)], [one]).unexplained).toEqual([one, two])
  })

  it('finds an ID that is not in the list', () => {
    expect(requirementMap(themes, [citing(one, stray)]).unknown).toEqual([stray])
  })

  it('is told theme by theme, with the sum at the end', () => {
    expect(report(requirementMap(themes, [citing(one, stray)]))).toBe(
      [
        `  1/2  1. First things  (not: ${two})`,
        `${stray} is cited by a test and is not in bff/requirements.md`,
        `${two} is to be shown by a test or excused in bff/requirements.md`,
        '  1/2  shown by tests',
      ].join('\n'),
    )
  })
})

describe('excusedIn', () => {
  it('reads the IDs of each line that has a reason', () => {
    expect(excusedIn(`- **${one}**, **${two}**: not offered.\n- **${stray}**:\n\n`)).toEqual([
      one,
      two,
    ])
  })
})

describe('themesIn', () => {
  it('reads the whole list', () => {
    const list = readText('bff/requirements.md')
    const found = themesIn(list)
    const [, total = ''] = /^Total: (\d+) rows/m.exec(list) ?? []
    expect(found).toHaveLength(15)
    expect(found[0]?.title).toBe('1. Authorization request')
    expect(found.flatMap(({ ids }) => ids)).toHaveLength(Number(total))
  })
})
