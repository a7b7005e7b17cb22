import { describe, expect, it } from 'vitest'
import { grantedDetails, missingTypes } from './authorization-details.ts'
import { accessTokenOf, grantOf } from './token-set.ts'

const payment = { type: 'payment', amount: { currency: 'EUR', most: '100.00' }, actions: ['start'] }
const account = { type: 'account', locations: ['https://bank.example/a'] }

describe('missingTypes', () => {
  it.each([
    ['all that was asked', [payment, account], []],
    ['more, in another order', [account, { ...payment, actions: ['stop', 'start'], id: 7 }], []],
    ['one of two', [account], ['payment']],
    [
      'less of one',
      [account, { ...payment, amount: { currency: 'EUR', most: '10.00' } }],
      ['payment'],
    ],
    ['other actions', [account, { ...payment, actions: ['stop'] }], ['payment']],
    ['an object that became a text', [account, { ...payment, amount: 'EUR' }], ['payment']],
    ['nothing', [], ['payment', 'account']],
    ['no word of it', undefined, ['payment', 'account']],
  ])('compares with what was granted: %s', (_what, granted, missing) => {
    expect(missingTypes([payment, account], granted)).toEqual(missing)
  })

  it('misses nothing when nothing was asked', () => {
    expect(missingTypes([], undefined)).toEqual([])
  })
})

describe('grantedDetails', () => {
  it('takes a list of details', () => {
    expect(grantedDetails([payment])).toEqual([payment])
  })

  it.each([undefined, 'payment', {}, [1], [{ type: '' }], [{ actions: [] }]])(
    'takes %j for none',
    (value) => expect(grantedDetails(value)).toBeUndefined(),
  )
})

it('is noted beside the scope of the token that it was granted with', () => {
  const response = { access_token: 'a', token_type: 'Bearer', authorization_details: [account] }
  expect(accessTokenOf(grantOf(response), 'notes', 0)).toEqual({
    token: 'a',
    scope: 'notes',
    authorizationDetails: [account],
  })
})
