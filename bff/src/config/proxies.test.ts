import { describe, expect, it } from 'vitest'
import { proxies, proxiesFault } from './proxies.ts'

describe('TRUSTED_PROXIES', () => {
  it('is a list of addresses and networks', () => {
    const list = '10.0.0.0/8, 192.0.2.7,fd00::/8,::1'
    expect(proxiesFault(list)).toBeUndefined()
    expect(proxies(list)).toEqual(['10.0.0.0/8', '192.0.2.7', 'fd00::/8', '::1'])
  })

  it('is nobody unless said', () => {
    expect(proxiesFault('')).toBeUndefined()
    expect(proxies('')).toEqual([])
  })

  it.each([
    '0.0.0.0/0',
    '::/0',
    '*',
    'true',
    '1',
    'loopback',
    'proxy.example',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0/8',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0.1,',
  ])('does not take "%s" [CD-04]', (list) => {
    expect(proxiesFault(list)).toMatch(/^must be addresses/)
  })
})
