import { describe, expect, it } from 'vitest'
import { exchangesForNothing, forPeople } from './token-modes.ts'

const apiWith = (token: string, ...paths: string[]) => ({
  token,
  routes: paths.map((mode) => ({ resource: { token: mode } })),
})

describe('forPeople', () => {
  it.each([
    ['user', [], true],
    ['userOrNone', [], true],
    ['none', [], false],
    ['exchange', [], false],
    ['client', [], false],
    ['client', ['exchange', 'user'], true],
  ])('tells whether people’s own tokens go to %s, %j [AR-10]', (token, paths, theyDo) => {
    expect(forPeople([apiWith(token, ...paths)])).toHaveLength(theyDo ? 1 : 0)
  })
})

describe('exchangesForNothing', () => {
  it('finds an exchange that would be for no API in particular [TK-13]', () => {
    expect(exchangesForNothing(apiWith('exchange'))).toBe(true)
    expect(exchangesForNothing(apiWith('user', 'exchange'))).toBe(true)
    expect(exchangesForNothing({ ...apiWith('exchange'), scope: 'notes:read' })).toBe(true)
  })

  it('lets one pass that names it, and what is no exchange', () => {
    expect(exchangesForNothing({ ...apiWith('exchange'), indicator: 'urn:notes' })).toBe(false)
    expect(exchangesForNothing({ ...apiWith('exchange'), audience: 'notes' })).toBe(false)
    expect(exchangesForNothing(apiWith('user', 'client'))).toBe(false)
  })
})
