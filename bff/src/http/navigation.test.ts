import { describe, expect, it } from 'vitest'
import { isNavigation, strangeVisit } from './navigation.ts'

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

describe('strangeVisit', () => {
  it.each([
    ['navigate', 'document', undefined],
    [undefined, undefined, undefined],
    ['navigate', undefined, undefined],
    ['navigate', 'iframe', 'not-a-document'],
    ['navigate', 'frame', 'not-a-document'],
    ['nested-navigate', 'document', 'not-a-navigation'],
    ['no-cors', 'image', 'not-a-navigation'],
    ['cors', 'empty', 'not-a-navigation'],
    [undefined, 'empty', 'not-a-document'],
  ])('given Sec-Fetch-Mode %s and Sec-Fetch-Dest %s says %s [AR-15]', (mode, destination, why) => {
    const headers = { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination }
    expect(strangeVisit(headers)).toBe(why)
  })
})
