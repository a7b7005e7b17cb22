import { describe, expect, it } from 'vitest'
import type { Context } from '../http/context.ts'
import type { Standing } from '../session/standing.ts'
import { createKeys } from './who-asks.ts'

const trusted = { trustedProxies: ['10.0.0.0/8'] }
const none = { trustedProxies: [] }

const addressOf = (ip: string, config = trusted) =>
  createKeys(config).address({ ip } as unknown as Context)

function standing(given: object): Context {
  return { state: { standing: given as Standing } } as unknown as Context
}
const signedOut = standing({ signedIn: false, presented: false })
const alice = standing({
  signedIn: true,
  id: 'digest',
  record: { iss: 'https://id.example.com', sub: 'alice' },
})

describe('createKeys', () => {
  it('knows who is signed in by session and by person', () => {
    const { session, subject } = createKeys(none)
    expect([session(alice), subject(alice)]).toEqual(['digest', 'https://id.example.com alice'])
    expect([session(signedOut), subject(signedOut)]).toEqual([undefined, undefined])
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ])('counts %s as %s, since one customer has that many [PX-27]', (address, key) => {
    expect(addressOf(address)).toBe(key)
  })

  it('tells networks apart', () => {
    expect(addressOf('2001:db8:1:2::1')).not.toBe(addressOf('2001:db8:1:3::1'))
  })

  it.each(['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1', 'fd00::1'])(
    'does not count %s where it is most likely the proxy in front',
    (address) => {
      expect(addressOf(address, none)).toBeUndefined()
      expect(addressOf(address)).toBeDefined()
    },
  )

  it('counts nobody without an address', () => {
    expect(addressOf('')).toBeUndefined()
  })
})
