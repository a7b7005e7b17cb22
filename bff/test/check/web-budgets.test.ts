import type { Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'
import { budgets, report, weigh } from './web-budgets.ts'

type Built = Parameters<typeof weigh>[0][number]

/** What cannot be compressed weighs what it is long, and a little more. */
function noise(bytes: number): string {
  let seed = 1
  const next = () => (seed = (seed * 48_271) % 2_147_483_647) & 127
  return Array.from({ length: bytes }, () => String.fromCharCode(next())).join('')
}

function chunk(fileName: string, more: Partial<Rolldown.OutputChunk> = {}): Built {
  const plain = { type: 'chunk', fileName, code: '1', imports: [], isDynamicEntry: false }
  return { ...plain, facadeModuleId: null, ...more } as unknown as Built
}

function asset(fileName: string, source: string): Built {
  return { type: 'asset', fileName, source } as Built
}

const page = asset(
  'index.html',
  '<script src="/main.js"></script><link rel="modulepreload" href="/app.js">',
)
const light = [
  page,
  chunk('main.js', { imports: ['app.js'] }),
  chunk('app.js', { isDynamicEntry: true }),
  chunk('shared.js'),
  chunk('notes.js', {
    isDynamicEntry: true,
    facadeModuleId: '/web/src/notes/notes-page.tsx',
    imports: ['app.js', 'shared.js'],
  }),
  asset('style.css', 'a{}'),
]
const tooHeavy = (files: Built[]) =>
  weigh(files)
    .filter(({ bytes, mostBytes }) => bytes > mostBytes)
    .map(({ what }) => what)

describe('weigh', () => {
  it('finds the first load, each page and the styles', () => {
    expect(weigh(light).map(({ what }) => what)).toEqual(['first load', 'notes-page', 'styles'])
    expect(tooHeavy(light)).toEqual([])
  })

  it('counts to the first load what the page preloads', () => {
    const app = chunk('app.js', { isDynamicEntry: true, code: noise(budgets.firstLoad + 20_000) })
    expect(tooHeavy(light.with(2, app))).toEqual(['first load'])
  })

  it('counts to a page what it shares with others, but not what is there already', () => {
    const shared = chunk('shared.js', { code: noise(budgets.page + 5_000) })
    expect(tooHeavy(light.with(3, shared))).toEqual(['notes-page'])
    const app = chunk('app.js', { isDynamicEntry: true, code: noise(budgets.page + 5_000) })
    expect(tooHeavy(light.with(2, app))).toEqual([])
  })

  it('counts the styles', () => {
    expect(tooHeavy(light.with(5, asset('style.css', noise(20_000))))).toEqual(['styles'])
  })
})

describe('report', () => {
  it('says in one line what weighs what, and what is too heavy', () => {
    const weights = [
      { what: 'first load', bytes: 117_460, mostBytes: 120_000 },
      { what: 'notes', bytes: 15_100, mostBytes: 15_000 },
    ]
    expect(report(weights)).toBe('first load 117.5 of 120 kB, notes 15.1 of 15 kB TOO HEAVY')
  })
})
