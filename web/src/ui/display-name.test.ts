import { describe, expect, it } from 'vitest'
import { displayName, initials } from './display-name.ts'

describe('displayName', () => {
  const sub = 's-1'
  it.each([
    [{ name: 'Ada Lovelace', preferredUsername: 'ada' }, 'Ada Lovelace'],
    [{ name: '  ', preferredUsername: 'ada' }, 'ada'],
    [{ email: 'ada@example.com' }, 'ada@example.com'],
    [{}, 's-1'],
  ])('of %j is "%s"', (user, expected) => {
    expect(displayName({ sub, ...user })).toBe(expected)
  })
})

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada King Noel Lovelace', 'AL'],
    ['ada', 'A'],
    ['  ada   lovelace ', 'AL'],
    ['José Ñuñez', 'JÑ'],
    ['🧥 Coat', '🧥C'],
    ['', ''],
  ])('of "%s" are "%s"', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })
})
