import { describe, expect, it } from 'vitest'
import { isPrivateStore, parseRedisUrl, storeUrlFault } from './store-url.ts'

const server = { layout: 'server', tls: false, database: 0 }

describe('parseRedisUrl', () => {
  it.each([
    ['redis://localhost', { ...server, hosts: [{ host: 'localhost', port: 6379 }] }],
    ['redis://[::1]:7000/2', { ...server, hosts: [{ host: '::1', port: 7000 }], database: 2 }],
    ['rediss://r/', { ...server, tls: true, hosts: [{ host: 'r', port: 6379 }] }],
    [
      'redis://bff:p%40ss:word@r:1',
      { ...server, hosts: [{ host: 'r', port: 1 }], username: 'bff', password: 'p@ss:word' },
    ],
    ['redis://:pw@r', { ...server, hosts: [{ host: 'r', port: 6379 }], password: 'pw' }],
    [
      'rediss-sentinel://s1,s2:7/main',
      {
        layout: 'sentinel',
        tls: true,
        hosts: [
          { host: 's1', port: 26_379 },
          { host: 's2', port: 7 },
        ],
        name: 'main',
        database: 0,
      },
    ],
    [
      'redis-cluster://bff:pw@n1,n2:7',
      {
        layout: 'cluster',
        tls: false,
        hosts: [
          { host: 'n1', port: 6379 },
          { host: 'n2', port: 7 },
        ],
        username: 'bff',
        password: 'pw',
        database: 0,
      },
    ],
  ])('reads %s', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address)
  })

  it.each([
    ['nothing behind the scheme', 'redis://'],
    ['another scheme', 'http://r'],
    ['a scheme in capitals', 'REDIS://r'],
    ['two servers that are no cluster', 'redis://r1,r2'],
    ['a comma with no host behind it', 'redis-cluster://r1,'],
    ['a port beyond the last', 'redis://r:65536'],
    ['the port 0', 'redis://r:0'],
    ['a database with a name', 'redis://r/main'],
    ['a cluster with a database, which has none', 'redis-cluster://r/1'],
    ['sentinels that are not told whom to watch', 'redis-sentinel://s'],
    ['a name without a password', 'redis://bff@r'],
    ['an empty password', 'redis://bff:@r'],
    ['a per cent sign that encodes nothing', 'redis://:50%@r'],
    ['a query', 'redis://r?db=1'],
    ['a fragment', 'redis://r#1'],
    ['a blank', 'redis://r '],
  ])('refuses %s', (_, url) => {
    expect(parseRedisUrl(url)).toBeUndefined()
  })
})

describe('storeUrlFault', () => {
  it.each(['memory:', 'sqlite:./data/x.db', 'redis://r', 'rediss-cluster://r1,r2'])(
    'finds none in %s',
    (url) => expect(storeUrlFault(url)).toBeUndefined(),
  )

  it.each(['', 'sqlite:', 'sqlite::memory:', 'postgres://me:marked@db', 'redis://:marked@r?x'])(
    'says how to mend "%s" without repeating it',
    (url) => {
      expect(storeUrlFault(url)).toMatch(/^must be sqlite:<file>, redis/)
      expect(storeUrlFault(url)).not.toContain('marked')
    },
  )
})

describe('isPrivateStore', () => {
  it.each([
    ['a file', 'sqlite:./x.db', true],
    ['this machine', 'redis://127.0.0.1', true],
    ['this machine by IPv6', 'redis://[::1]:7000', true],
    ['TLS and a password', 'rediss://:pw@r', true],
    ['no TLS [SC-23]', 'redis://:pw@r', false],
    ['no password [SC-23]', 'rediss://r', false],
    ['one node of several elsewhere [SC-23]', 'redis-cluster://localhost,r', false],
    ['a host that only looks like this machine', 'redis://127.0.0.1.evil.example', false],
  ])('judges %s', (_, url, isPrivate) => {
    expect(isPrivateStore(url)).toBe(isPrivate)
  })
})
