import { describe, expect, it } from 'vitest'
import { maskedAddress } from './masked-address.ts'

describe('maskedAddress', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:12:3456:789a::1', '2001:db8:12::/48'],
    ['2001:DB8:0012::1', '2001:db8:12::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['2001::1', '2001:0:0::/48'],
    ['2606:4700:4700::', '2606:4700:4700::/48'],
  ])('keeps the network of %s: %s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked)
  })

  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.178.20',
    '100.64.0.1',
    '169.254.1.1',
    'fd00::1',
    'fe80::1',
    'no address',
    '',
    undefined,
  ])('says nothing of %s', (address) => {
    expect(maskedAddress(address)).toBeUndefined()
  })
})
