import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

/** The usual ones; then, for stronger contrast, what replaces some of them, once chosen and once by device. */
const [usual = '', chosen = '', byDevice = ''] = css.split(
  /:root\[data-contrast='more'\]|@media \(prefers-contrast: more\)/,
)

/** `--name: light-dark(#rrggbb, #rrggbb)` */
function tokensIn(text: string): [string, { light: string; dark: string }][] {
  return [...text.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  )
}

const contrasts = {
  usual: new Map(tokensIn(usual)),
  stronger: new Map([...tokensIn(usual), ...tokensIn(chosen)]),
}

function colourOf(
  tokens: (typeof contrasts)['usual'],
  name: string,
  theme: 'light' | 'dark',
): string {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`There is no colour --${name} in tokens.css.`)
  return token[theme]
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const text = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'well'],
  ['ink', 'danger-wash'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'well'],
  ['ink-soft', 'danger-wash'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-strong'],
  ['danger', 'surface'],
  ['danger-ink', 'danger'],
] as const
const controls = [
  ['control-line', 'paper'],
  ['control-line', 'surface'],
  ['accent-line', 'paper'],
  ['accent-line', 'surface'],
  ['danger', 'paper'],
  ['danger', 'surface'],
  ['danger', 'danger-wash'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['focus', 'well'],
] as const

describe.each([
  ['light', 'usual'],
  ['dark', 'usual'],
  ['light', 'stronger'],
  ['dark', 'stronger'],
] as const)('the %s theme with %s contrast', (theme, strength) => {
  const colour = (name: string) => colourOf(contrasts[strength], name, theme)

  it.each(text)('lets %s be read on %s', (on, under) => {
    const least = strength === 'usual' ? 4.5 : on.startsWith('danger') ? 5.5 : 7
    expect(contrast(colour(on), colour(under))).toBeGreaterThanOrEqual(least)
  })

  it.each(controls)('lets %s be seen on %s', (on, under) => {
    expect(contrast(colour(on), colour(under))).toBeGreaterThanOrEqual(3)
  })
})

describe('stronger contrast', () => {
  it('is the same whether the device wants it or somebody chose it', () => {
    expect(tokensIn(byDevice)).toEqual(tokensIn(chosen))
    expect(tokensIn(chosen).length).toBeGreaterThan(3)
  })
})

describe('contrast', () => {
  it('is measured as WCAG measures it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})
