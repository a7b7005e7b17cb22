import { describe, expect, it } from 'vitest'
import { isNameless, userOf } from './claims.ts'

describe('userOf', () => {
  it('takes the claims on its list and no other [TS-02]', () => {
    const claims = {
      sub: 's',
      name: 'Ada',
      preferred_username: 'ada',
      email: 'ada@example.test',
      email_verified: true,
      roles: ['user'],
      phone_number: '+46 1',
      at_hash: 'x',
      sid: 'y',
    }
    expect(userOf(claims)).toEqual({
      sub: 's',
      name: 'Ada',
      preferredUsername: 'ada',
      email: 'ada@example.test',
      emailVerified: true,
      roles: ['user'],
    })
  })

  it('leaves out what has the wrong shape', () => {
    const odd = {
      sub: 's',
      name: { first: 'Ada' },
      email: '',
      email_verified: 'yes',
      roles: 'admin',
    }
    expect(userOf(odd)).toEqual({ sub: 's' })
  })

  it('bounds what a provider may make us keep', () => {
    const { name, roles } = userOf({
      sub: 's',
      name: 'x'.repeat(9999),
      roles: Array(999).fill('r'),
    })
    expect(name).toHaveLength(256)
    expect(roles).toHaveLength(50)
  })
})

describe('isNameless', () => {
  it('asks for anything a person would recognise', () => {
    expect(isNameless({ sub: 's', roles: ['user'] })).toBe(true)
    expect(isNameless({ sub: 's', email: 'a@b.test' })).toBe(false)
  })
})
