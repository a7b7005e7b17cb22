import { describe, expect, it } from 'vitest'
import { isNavigation } from './navigation.ts'

const chromeAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

describe('isNavigation', () => {
  it.each([
    ['navigate', chromeAccept, true],
    ['navigate', '*/*', true],
    ['cors', chromeAccept, false],
    ['no-cors', chromeAccept, false],
    ['same-origin', undefined, false],
    [undefined, chromeAccept, true],
    [undefined, 'application/json, text/html', false],
    [undefined, '*/*', false],
    [undefined, undefined, false],
  ])('given Sec-Fetch-Mode %s and Accept %s says %s', (mode, accept, expected) => {
    expect(isNavigation({ 'sec-fetch-mode': mode, accept })).toBe(expected)
  })
})
