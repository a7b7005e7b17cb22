import { describe, expect, it } from 'vitest'
import { clientAddress, createForwardedFields } from './forwarded.ts'
import { tryRooms } from './try-rooms.ts'

/** The peer is 127.0.0.1, since the test asks over loopback. */
async function addressSeen(trustedProxies: string[], headers: Record<string, string>) {
  const { ask } = await tryRooms(() => [
    clientAddress({ trustedProxies }),
    (ctx) => void (ctx.body = ctx.ip),
  ])
  return (await ask({ headers })).body
}

const forged = { 'x-forwarded-for': '203.0.113.9' }

describe('the address of a browser', () => {
  it.each([
    ['X-Forwarded-For', forged],
    ['Forwarded', { forwarded: 'for=203.0.113.9' }],
    ['X-Real-IP', { 'x-real-ip': '203.0.113.9' }],
  ])('is the peer, whatever %s says, when nobody is trusted [PX-13, CD-04]', async (_, headers) => {
    expect(await addressSeen([], headers)).toBe('127.0.0.1')
  })

  it('is the peer when the peer is none of the trusted [CD-04]', async () => {
    expect(await addressSeen(['10.0.0.0/8', 'fd00::/8'], forged)).toBe('127.0.0.1')
  })

  it.each([
    ['what it says', '203.0.113.9', '203.0.113.9'],
    ['the last it says', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['the last that no trusted proxy wrote', '6.6.6.6, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['the farthest of them when all are', '10.9.9.9,10.1.2.3', '10.9.9.9'],
    ['without its port', '203.0.113.9:4711', '203.0.113.9'],
    ['without brackets and port', '[2001:db8::9]:4711', '2001:db8::9'],
    ['in IPv6', '2001:db8::9', '2001:db8::9'],
    ['IPv4 in IPv6 clothes', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the proxy, when that says "unknown"', 'unknown', '127.0.0.1'],
    ['the proxy, when that says nonsense', '203.0.113.9, "><script>', '127.0.0.1'],
    ['the proxy, when that says nothing', '', '127.0.0.1'],
  ])('behind a trusted proxy is %s [PX-13]', async (_name, said, seen) => {
    const headers = { 'x-forwarded-for': said }
    expect(await addressSeen(['127.0.0.1', '10.0.0.0/8'], headers)).toBe(seen)
  })

  it('is never taken from Forwarded, which a proxy may hand on unread [PX-13]', async () => {
    expect(await addressSeen(['127.0.0.0/8'], { forwarded: 'for=6.6.6.6' })).toBe('127.0.0.1')
  })
})

describe('createForwardedFields', () => {
  it('says browser, host and scheme in both spellings', () => {
    expect(createForwardedFields('https://app.example')('203.0.113.9')).toEqual([
      'x-forwarded-for',
      '203.0.113.9',
      'x-forwarded-host',
      'app.example',
      'x-forwarded-proto',
      'https',
      'forwarded',
      'for=203.0.113.9;host="app.example";proto=https',
    ])
  })

  it('puts IPv6 into brackets and quotes where RFC 7239 wants them (§6)', () => {
    const fields = createForwardedFields('http://localhost:3000')('2001:db8::9')
    expect(fields).toContain('2001:db8::9')
    expect(fields.at(-1)).toBe('for="[2001:db8::9]";host="localhost:3000";proto=http')
  })

  it('leaves the address out where it is withheld', () => {
    const fields = createForwardedFields('https://app.example')(undefined)
    expect(fields).not.toContain('x-forwarded-for')
    expect(fields.at(-1)).toBe('host="app.example";proto=https')
  })
})
