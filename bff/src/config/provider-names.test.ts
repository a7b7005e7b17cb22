import { describe, expect, it } from 'vitest'
import { providerNames, providerNamesFault } from './provider-names.ts'
import { registrationNames, registrationSettings } from './settings.ts'

describe('providerNamesFault', () => {
  it.each(['acme', 'acme,partner', 'acme, partner', 'b2b'])(
    'has nothing to say against %s',
    (list) => {
      expect(providerNamesFault(list)).toBeUndefined()
    },
  )

  it.each([
    ['capitals', 'Acme', 'lower-case'],
    ['a digit in front', '2b', 'lower-case'],
    ['an underscore, which parts the names of settings', 'a_b', 'lower-case'],
    ['a name too long to type', 'a'.repeat(21), 'lower-case'],
    ['an empty place', 'acme,', 'lower-case'],
    ['one twice', 'acme,acme', 'each one once'],
  ])('objects to %s', (_what, list, reason) => {
    expect(providerNamesFault(list)).toContain(reason)
  })

  // With `client`, OIDC_CLIENT_ID would be its ID and ours.
  const firstWords = Object.keys(registrationSettings).map((name) =>
    name.split('_')[1]!.toLowerCase(),
  )

  it.each([...new Set(firstWords), 'providers'])('objects to our own word %s', (word) => {
    expect(providerNamesFault(word)).toContain('first word of another setting')
  })

  it('lets no two settings have one name', () => {
    const names = ['', 'acme', 'secret', 'next'].flatMap(registrationNames)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('providerNames', () => {
  it.each([
    ['', []],
    ['acme', ['acme']],
    ['acme, partner', ['acme', 'partner']],
  ])('reads "%s"', (list, names) => {
    expect(providerNames(list)).toEqual(names)
  })
})
