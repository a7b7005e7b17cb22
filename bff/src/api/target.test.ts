import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Resource } from './resources.ts'
import { open } from './counter.fixture.ts'
import { flawOf, isApiTarget, resourceNameIn, upstreamPath } from './target.ts'

const bare: Resource = {
  ...open,
  name: 'notes',
  origin: 'https://api.example',
  pathPrefix: '',
  route: '/api/notes',
  routes: [],
}
const behindV1: Resource = { ...bare, pathPrefix: '/v1' }

describe('flawOf', () => {
  it.each([
    // Another authority, or room for one.
    ['http://evil.example/api/notes', 'not-origin-form'],
    ['https://evil.example/api/notes', 'not-origin-form'],
    ['HTTP://evil.example/api/notes', 'not-origin-form'],
    ['//evil.example/api/notes', 'not-origin-form'],
    ['///evil.example/api/notes', 'not-origin-form'],
    ['/\\evil.example/api/notes', 'not-origin-form'],
    ['evil.example:443', 'not-origin-form'],
    ['user@evil.example', 'not-origin-form'],
    ['*', 'not-origin-form'],
    ['', 'not-origin-form'],
    ['api/notes', 'not-origin-form'],
    ['/x/../api/notes', 'not-origin-form'],
    ['/./api/notes', 'not-origin-form'],
    ['/API/notes', 'not-origin-form'],
    ['/%61pi/notes', 'not-origin-form'],
    ['/api%2fnotes', 'not-origin-form'],
    ['/api;x=1/notes', 'not-origin-form'],
    ['/apiary/notes', 'not-origin-form'],
    ['/api/notes//evil.example/x', 'double-slash'],
    ['/api/notes///x', 'double-slash'],
    // Dot segments, plain and disguised.
    ['/api/..', 'dot-segment'],
    ['/api/../auth/session', 'dot-segment'],
    ['/api/notes/..', 'dot-segment'],
    ['/api/notes/../admin', 'dot-segment'],
    ['/api/notes/./x', 'dot-segment'],
    ['/api/notes/.', 'dot-segment'],
    ['/api/notes/a/../../..', 'dot-segment'],
    ['/api/notes/..?q=1', 'dot-segment'],
    ['/api/notes/%2e%2e/admin', 'dot-segment'],
    ['/api/notes/%2E%2E/admin', 'dot-segment'],
    ['/api/notes/.%2e/admin', 'dot-segment'],
    ['/api/notes/%2e./admin', 'dot-segment'],
    ['/api/notes/%2e/admin', 'dot-segment'],
    ['/api/%2e%2e/admin', 'dot-segment'],
    ['/api/notes/%252e%252e/admin', 'dot-segment'],
    ['/api/notes/%252E./admin', 'dot-segment'],
    ['/api/notes/%25252e%25252e/admin', 'dot-segment'],
    ['/api/notes/%25%32%65%25%32%65/admin', 'dot-segment'],
    ['/api/notes/..;/admin', 'dot-segment'],
    ['/api/notes/..;x=1/admin', 'dot-segment'],
    ['/api/notes/.;x/admin', 'dot-segment'],
    ['/api/notes/..%3b/admin', 'dot-segment'],
    ['/api/notes/%2e%2e%3bx=1/admin', 'dot-segment'],
    ['/api/notes/..%20/admin', 'dot-segment'],
    ['/api/notes/%20../admin', 'dot-segment'],
    ['/api/notes/..%23/admin', 'dot-segment'],
    ['/api/notes/..%3f/admin', 'dot-segment'],
    // Separators and control characters in disguise.
    ['/api/notes/..%2fadmin', 'encoded-slash'],
    ['/api/notes/a%2fb', 'encoded-slash'],
    ['/api/notes%2Fa', 'encoded-slash'],
    ['/api/notes/%252fadmin', 'encoded-slash'],
    ['/api/notes/%25%32%66admin', 'encoded-slash'],
    ['/api/notes/a%5cb', 'encoded-slash'],
    ['/api/notes/a%5Cb', 'encoded-slash'],
    ['/api/notes/a%255cb', 'encoded-slash'],
    ['/api/notes/..\\admin', 'backslash'],
    ['/api/notes\\..\\admin', 'backslash'],
    ['/api/notes/a%00b', 'encoded-control'],
    ['/api/notes/a%2500b', 'encoded-control'],
    ['/api/notes/a%0d%0aX-Evil:1', 'encoded-control'],
    ['/api/notes/%7f', 'encoded-control'],
    ['/api/notes/a\0b', 'octets'],
    ['/api/notes/a b', 'octets'],
    ['/api/notes/a\r\nX: 1', 'octets'],
    ['/api/notes/é', 'octets'],
    ['/api/notes/x#y', 'fragment'],
    ['/api/notes?x#y', 'fragment'],
    // Escapes that decoders disagree about.
    ['/api/notes/%', 'encoding'],
    ['/api/notes/%2', 'encoding'],
    ['/api/notes/%zz', 'encoding'],
    ['/api/notes/%u002e%u002e/x', 'encoding'],
    ['/api/notes/%c0%ae%c0%ae/x', 'encoding'],
    ['/api/notes/%c0%af', 'encoding'],
    ['/api/notes/%e0%80%ae', 'encoding'],
    ['/api/notes/%25c0%25ae/x', 'encoding'],
    ['/api/notes/%ff', 'encoding'],
    ['/api/notes/%2525252525252e', 'encoding'],
  ])('refuses %j as %s [PX-02, PX-03]', (target, flaw) => {
    expect(flawOf(target)).toBe(flaw)
  })

  it.each([
    '/api/notes',
    '/api/notes/',
    '/api/notes?',
    '/api/notes/7',
    '/api/notes/a//b',
    '/api/notes/...',
    '/api/notes/..a',
    '/api/notes/a..',
    '/api/notes/.well-known/x',
    '/api/notes/a;v=1/b',
    '/api/notes/100%25',
    '/api/notes/50%2525',
    '/api/notes/caf%C3%A9',
    '/api/notes/a%20b',
    "/api/notes/a+b,c!$&'()*=:@~_-",
    '/api/notes/|[]{}^`',
    '/api/notes?next=/../x',
    '/api/notes?u=http://evil.example/&p=%2e%2e%2f&n=%00&bad=100%',
    '/api/notes?back\\slash',
  ])('takes %j', (target) => {
    expect(flawOf(target)).toBeUndefined()
  })
})

describe('isApiTarget', () => {
  it.each(['/api', '/api/', '/api?x', '/api/notes'])('says yes to %j', (target) => {
    expect(isApiTarget(target)).toBe(true)
  })

  it.each(['/', '/apiary', '/Api/notes', '/auth/login', '//api/notes'])(
    'says no to %j',
    (target) => {
      expect(isApiTarget(target)).toBe(false)
    },
  )
})

describe('resourceNameIn', () => {
  it.each([
    ['/api/notes', 'notes'],
    ['/api/notes?x', 'notes'],
    ['/api/notes/7', 'notes'],
    ['/api/Notes', 'Notes'],
    ['/api/notes@evil.example/', 'notes@evil.example'],
    ['/api/notes:8080/', 'notes:8080'],
    ['/api/notes;x=1/', 'notes;x=1'],
    ['/api/%6eotes', '%6eotes'],
    ['/api//notes', ''],
    ['/api', ''],
  ])('reads %j as %j, undecoded [PX-01]', (target, name) => {
    expect(resourceNameIn(target)).toBe(name)
  })
})

describe('upstreamPath', () => {
  it.each([
    ['/api/notes', '/v1', '/'],
    ['/api/notes/', '/v1/', '/'],
    ['/api/notes?x=1', '/v1?x=1', '/?x=1'],
    ['/api/notes/7', '/v1/7', '/7'],
    ['/api/notes/a//b/', '/v1/a//b/', '/a//b/'],
    ['/api/notes/q?a=+&a=%20&b&c=;&&=', '/v1/q?a=+&a=%20&b&c=;&&=', '/q?a=+&a=%20&b&c=;&&='],
    ['/api/notes/caf%C3%A9?%', '/v1/caf%C3%A9?%', '/caf%C3%A9?%'],
  ])('sends %j to %j behind a prefix and to %j without [PX-14]', (target, prefixed, plain) => {
    expect(upstreamPath(target, behindV1)).toBe(prefixed)
    expect(upstreamPath(target, bare)).toBe(plain)
  })

  it('stays inside its prefix for every target that is not refused [PX-02, PX-03]', () => {
    // Pieces of every known trick, so that random targets meet more than noise. The oracle is the URL
    // parser, which resolves dot segments, backslashes and authorities the way browsers and servers do.
    const tricks =
      '/ // . .. %2e %252e %2f %5c \\ ; @ : ? # % %25 %00 %32 65 é %c0%ae * [ | a evil.example'
    const piece = fc.constantFrom(' ', '\t', ...tricks.split(' '))
    const tail = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 })
    let accepted = 0
    fc.assert(
      fc.property(tail, fc.constantFrom(bare, behindV1), (pieces, resource) => {
        const target = `/api/notes${pieces.join('')}`
        if (flawOf(target) !== undefined || resourceNameIn(target) !== 'notes') return
        accepted++
        const url = new URL(upstreamPath(target, resource), resource.origin)
        expect(url.origin).toBe(resource.origin)
        expect(`${url.pathname}/`.startsWith(`${resource.pathPrefix}/`)).toBe(true)
        expect(upstreamPath(target, resource).endsWith(target.slice('/api/notes'.length))).toBe(
          true,
        )
      }),
      { numRuns: 20_000 },
    )
    expect(accepted).toBeGreaterThan(1000)
  })
})
