/** The table of `pnpm conformance`: from a list, a report and the texts of the test files. */
import { describe, expect, it } from 'vitest'
import { filesOf, readText } from '../../house/files.ts'
import { absent } from './absent.ts'
import { plansIn, unplayed } from './plans.ts'
import { type FileReport, openingOf, rowsOf, titleParts } from './rows.ts'
import { tableText, wrapped } from './text.ts'

const list = `
| CM-01 | MUST | \`oidcc-client-test-kid-absent\` (Basic): no \`kid\`. | OIDF suite, Basic RP plan (V) | x |
| CM-02 | MUST | \`…-invalid-iss\`, \`-invalid-aud\`: bad. | OIDF suite, FAPI client plan (V) | x |
`
const [basic, fapi] = plansIn(list)

function reported(title: string, more: Partial<FileReport['assertionResults'][0]> = {}) {
  const test = { title, status: 'passed', failureMessages: [], meta: {}, ...more }
  return [{ name: 'a.test.ts', assertionResults: [test] }]
}

describe('plansIn', () => {
  it('reads plan and modules of each row, and takes no claim for a module', () => {
    expect(basic).toMatchObject({
      title: 'Basic RP plan',
      endings: ['oidcc-client-test-kid-absent'],
    })
    expect(fapi).toMatchObject({ world: 'fapi2-', endings: ['-invalid-iss', '-invalid-aud'] })
  })

  it('knows what nobody played', () => {
    expect(unplayed(fapi!, ['fapi2-x-invalid-iss', 'oidcc-x-invalid-aud'])).toEqual([
      '-invalid-aud',
    ])
  })
})

describe('rowsOf', () => {
  const text = () => '/**\n * `oidcc-a`: the server lies,\n * badly. We do not mind.\n */'

  it('takes what the server does from the comment, what is expected from the title', () => {
    const [row] = rowsOf(reported('refuses it [CM-01, ID-07]'), [basic!], text)
    expect(row).toEqual({
      plan: 'Basic RP plan',
      module: 'oidcc-a',
      told: 'the server lies, badly',
      expected: 'refuses it',
      seen: 'as expected',
      verdict: 'passed',
    })
  })

  it('tells what was seen, and the first line of why it failed', () => {
    const more = {
      failureMessages: ['expected 1\nat'],
      status: 'failed',
      meta: { seen: ['signed in'] },
    }
    const [row] = rowsOf(reported('refuses it [CM-01]', more), [basic!], text)
    expect(row).toMatchObject({ seen: 'expected 1; signed in', verdict: 'failed' })
  })

  it.each(['skipped', 'pending', 'todo'])('counts a test that is %s as failed', (status) => {
    const [row] = rowsOf(reported('refuses it [CM-01]', { status }), [basic!], text)
    expect(row?.verdict).toBe('failed')
  })

  it('counts a file that could not be run as failed', () => {
    const broken = [{ name: 'a.test.ts', message: 'no such module\nat', assertionResults: [] }]
    expect(rowsOf(broken, [], text)[0]).toMatchObject({ seen: 'no such module', verdict: 'failed' })
  })

  it('counts a module of the list that has no test as failed, and lists what is not for us', () => {
    const rows = rowsOf([], [basic!], text)
    expect(rows[0]).toMatchObject({ module: 'oidcc-client-test-kid-absent', verdict: 'failed' })
    expect(rows.filter(({ verdict }) => verdict === 'absent')).toHaveLength(absent.length)
  })

  it('takes both from a title that names its module', () => {
    expect(titleParts('`oidcc-b`, when it lies: refuses that [CM-01]')).toEqual({
      module: 'oidcc-b',
      told: 'when it lies',
      expected: 'refuses that',
    })
  })
})

describe('tableText', () => {
  it('groups by plan in the order of the list, and counts', () => {
    const row = { module: 'oidcc-client-test-a', told: '', expected: '', seen: '' } as const
    const rows = [
      { ...row, plan: 'second', verdict: 'failed' as const },
      { ...row, plan: 'first', verdict: 'passed' as const },
    ]
    const text = tableText(rows, ['first', 'second'])
    expect(text).toMatch(/first\n✓ a\n\nsecond\n✗ a\n\n1 passed, 1 failed, 0 not for us$/)
  })

  it('does not repeat what the row above says', () => {
    const row = { plan: 'first', module: 'oidcc-a', told: 'lies', verdict: 'passed' as const }
    const rows = ['one', 'two'].map((expected) => ({ ...row, expected, seen: '' }))
    expect(tableText(rows, ['first']).match(/lies/g)).toHaveLength(1)
  })

  it.each([
    ['one two three', 8, ['one two', 'three']],
    ['all-by-hyphens', 7, ['all-by-', 'hyphens']],
    ['unbreakable words', 4, ['unbreakable', 'words']],
    ['', 4, ['']],
  ])('wraps %j at %i', (text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines)
  })
})

describe('the module tests', () => {
  const files = filesOf('bff/test/conformance/modules/**/*.test.ts')
  const plans = plansIn(readText('bff/requirements.md'))

  it('each name a module in the first words', () => {
    const silent = files.filter(({ text }) => !/^(oidcc|fapi2)-/.test(openingOf(text).module))
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  it('each cite a row of the list', () => {
    expect(files.filter(({ text }) => !/\[CM-\d\d/.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('play every module of the list that is for us', () => {
    const played = files.map(({ text }) => openingOf(text).module)
    const modules = [...played, ...absent.map(({ module }) => module)]
    expect(plans.flatMap((plan) => unplayed(plan, modules))).toEqual([])
  })
})
