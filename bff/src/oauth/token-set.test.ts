import { describe, expect, it } from 'vitest'
import { accessTokenOf, grantOf, isDue, isExpired, withGrant } from './token-set.ts'

const now = 1_000_000

describe('isDue', () => {
  const fiveMinutes = accessTokenOf({ accessToken: 'a', expiresInSeconds: 300 }, '', now)

  it('says so half a minute before the end', () => {
    expect(isDue(fiveMinutes, now + 269_000)).toBe(false)
    expect(isDue(fiveMinutes, now + 270_000)).toBe(true)
    expect(isExpired(fiveMinutes, now + 299_999)).toBe(false)
    expect(isExpired(fiveMinutes, now + 300_000)).toBe(true)
  })

  it('leaves most of a short life unused', () => {
    const short = accessTokenOf({ accessToken: 'a', expiresInSeconds: 20 }, '', now)
    expect(isDue(short, now + 14_999)).toBe(false)
    expect(isDue(short, now + 15_000)).toBe(true)
  })

  it('never says so of a token whose end is not known [TK-08]', () => {
    const endless = accessTokenOf({ accessToken: 'a' }, '', now)
    expect(isDue(endless, now + 1e12)).toBe(false)
    expect(isExpired(endless, now + 1e12)).toBe(false)
  })
})

describe('withGrant', () => {
  const before = {
    access: { notes: { token: 'old', scope: 'r' }, mail: { token: 'kept', scope: 'm' } },
    refreshToken: 'first',
    idToken: 'id',
  }

  it('replaces a refresh token that was rotated [TS-06]', () => {
    const after = withGrant(
      before,
      'notes',
      { accessToken: 'new', refreshToken: 'second' },
      'r',
      now,
    )
    expect(after).toMatchObject({ refreshToken: 'second', idToken: 'id' })
    expect(after.access.notes!.token).toBe('new')
    expect(after.access.mail!.token).toBe('kept')
  })

  it('keeps the refresh token when none comes [TS-06]', () => {
    expect(withGrant(before, 'notes', { accessToken: 'new' }, 'r', now).refreshToken).toBe('first')
  })

  it('notes the granted scope, or the requested one where the answer is silent [TK-09]', () => {
    const granted = withGrant(before, 'notes', { accessToken: 'n', scope: 'less' }, 'all', now)
    expect(granted.access.notes!.scope).toBe('less')
    expect(withGrant(before, 'notes', { accessToken: 'n' }, 'all', now).access.notes!.scope).toBe(
      'all',
    )
  })
})

const proofKey = { alg: 'ES256', kty: 'EC' } as const

describe('grantOf', () => {
  it('takes Bearer in any letter case [TK-07]', () => {
    expect(grantOf({ access_token: 'a', token_type: 'bEARER' }).accessToken).toBe('a')
  })

  it('refuses a token bound to a key that we do not hold [TK-07]', () => {
    expect(() => grantOf({ access_token: 'a', token_type: 'DPoP' })).toThrow(/Bearer/)
  })

  it('takes DPoP in any letter case where there is a key [SX-14]', () => {
    expect(grantOf({ access_token: 'a', token_type: 'dPoP' }, proofKey).accessToken).toBe('a')
  })

  it.each(['Bearer', 'MAC', 'N_A', ''])('refuses %j where there is a key [SX-14]', (type) => {
    expect(() => grantOf({ access_token: 'a', token_type: type }, proofKey)).toThrow(/DPoP/)
  })
})
