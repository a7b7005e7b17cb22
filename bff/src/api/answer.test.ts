import { describe, expect, it } from 'vitest'
import { type AnswerFields, createAnswerHeaders, translate } from './answer.ts'
import { open } from './counter.fixture.ts'
import type { Resource } from './resources.ts'

const notes: Resource = {
  ...open,
  name: 'notes',
  origin: 'https://in.example:8443',
  pathPrefix: '/v1',
  route: '/api/notes',
  routes: [],
}

function answered(fields: AnswerFields, policy: Partial<Resource> = {}, status = 200) {
  const pairs = createAnswerHeaders({ ...notes, ...policy })(status, fields, { path: '/v1/a' })
  const said: Record<string, unknown> = {}
  for (let at = 0; at < pairs.length; at += 2) said[String(pairs[at])] = pairs[at + 1]
  return said
}

describe('createAnswerHeaders', () => {
  it('passes what is named', () => {
    const fields = { 'content-type': 'application/json', etag: '"1"', 'retry-after': '3' }
    expect(answered(fields)).toEqual({ ...fields, 'cache-control': 'no-store' })
  })

  it.each([
    'set-cookie',
    'claimcheck-refusal',
    'www-authenticate',
    'proxy-authenticate',
    'access-control-allow-origin',
    'access-control-allow-credentials',
    'server',
    'x-powered-by',
    'strict-transport-security',
    'content-security-policy',
    'clear-site-data',
    'alt-svc',
    'refresh',
    'connection',
    'keep-alive',
    'transfer-encoding',
    'upgrade',
    'trailer',
    'via',
  ])('drops %s [PX-10, PX-21, PX-23]', (name) => {
    expect(answered({ [name]: 'x=1' })).not.toHaveProperty(name)
  })

  it('drops what the Connection of the API names [PX-10]', () => {
    expect(answered({ connection: ['close', 'ETag, Vary'], etag: '"1"', vary: 'accept' })).toEqual({
      'cache-control': 'no-store',
    })
  })

  it('keeps the first of a repeated field, and all of a repeated list', () => {
    const fields = { 'content-type': ['text/plain', 'text/html'], allow: ['GET', 'HEAD'] }
    expect(answered(fields)).toMatchObject({ 'content-type': 'text/plain', allow: 'GET, HEAD' })
  })

  it('gives a 204 no length [PX-17]', () => {
    expect(answered({ 'content-length': '5' }, {}, 204)).not.toHaveProperty('content-length')
  })

  it('passes what the answer depends on', () => {
    expect(answered({ vary: 'accept' })).toHaveProperty('vary', 'accept')
  })

  it('lets nobody store an answer, whatever the API says [PX-22]', () => {
    const fields = { 'cache-control': 'public, max-age=600' }
    expect(answered(fields)).toHaveProperty('cache-control', 'no-store')
  })

  it.each([
    ['public, max-age=600', 'private, max-age=600'],
    ['max-age=600, PUBLIC, s-maxage=60', 'private, max-age=600'],
    ['private, no-cache', 'private, no-cache'],
    ['no-store', 'private, no-store'],
    ['private="x-a, public", max-age=5', 'private, private="x-a, public", max-age=5'],
    [undefined, 'private'],
  ])('makes %j of a route that opted out %j [PX-22]', (said, expected) => {
    const header = answered({ 'cache-control': said }, { cache: 'upstream' })
    expect(header).toHaveProperty('cache-control', expected)
  })

  it('counts a route as private that says more to somebody', () => {
    const policy = { cache: 'upstream', token: 'userOrNone' } as const
    expect(answered({ 'cache-control': 'public' }, policy)).toEqual({ 'cache-control': 'private' })
  })

  it('leaves a public route that opted out its own rule', () => {
    const fields = { 'cache-control': 'public, max-age=600' }
    expect(answered(fields, { cache: 'upstream', token: 'none' })).toEqual(fields)
  })

  it('lets only named cookies pass [PX-21]', () => {
    const cookies = [
      'theme=dark; Path=/',
      '__Host-Http-claimcheck=evil',
      ' theme =x',
      'themes=x',
      'x',
    ]
    expect(answered({ 'set-cookie': cookies }, { setCookies: ['theme'] })).toMatchObject({
      'set-cookie': ['theme=dark; Path=/', ' theme =x'],
    })
    expect(answered({ 'set-cookie': 'theme=1' }, { setCookies: ['theme'] })).toMatchObject({
      'set-cookie': ['theme=1'],
    })
  })

  it('passes what the table entry adds', () => {
    const policy = { responseHeaders: ['x-total-count'] }
    expect(answered({ 'x-total-count': '7' }, policy)).toHaveProperty('x-total-count', '7')
  })

  it.each([
    ['<https://in.example:8443/v1/n?page=2>; rel="next"', '</api/notes/n?page=2>; rel="next"'],
    [
      '</v1/n?page=2>; rel=next, <?page=9>; rel=last',
      '</api/notes/n?page=2>; rel=next, </api/notes/a?page=9>; rel=last',
    ],
    ['<https://other.internal/x>; rel=x', undefined],
    ['</v1/n>; rel=next, </admin>; rel=x', undefined],
  ])('translates the links %j to %j [PX-09]', (link, expected) => {
    expect(answered({ link })['link']).toBe(expected)
  })

  it.each(['location', 'content-location'])('translates %s, or does not say it [PX-09]', (name) => {
    expect(answered({ [name]: '/v1/b' })).toHaveProperty(name, '/api/notes/b')
    expect(answered({ [name]: 'https://other.internal/x' })).not.toHaveProperty(name)
  })
})

describe('translate', () => {
  it.each([
    ['https://in.example:8443/v1/notes/7?x#y', '/api/notes/notes/7?x#y'],
    ['https://in.example:8443/v1', '/api/notes'],
    ['/v1/7', '/api/notes/7'],
    ['7', '/api/notes/c/7'],
    ['../7', '/api/notes/7'],
    ['?page=2', '/api/notes/c/d?page=2'],
    ['', '/api/notes/c/d'],
    ['//in.example:8443/v1/7', '/api/notes/7'],
    ['https://me:pw@in.example:8443/v1/7', '/api/notes/7'],
    ['/v1//evil.example', '/api/notes//evil.example'],
    ['/v10/7', undefined],
    ['/admin', undefined],
    ['../../admin', undefined],
    ['/v1/%2e%2e/admin', undefined],
    ['http://in.example:8443/v1/7', undefined],
    ['https://in.example/v1/7', undefined],
    ['https://other.internal/v1/7', undefined],
    ['//other.internal/v1/7', undefined],
    ['javascript:alert(1)', undefined],
    ['https://[', undefined],
  ])('makes %j of the API %j [PX-09]', (reference, expected) => {
    expect(translate(reference, notes, '/v1/c/d')).toBe(expected)
  })

  it('knows an API without a prefix', () => {
    const bare = { ...notes, pathPrefix: '' }
    expect(translate('/x', bare, '/a')).toBe('/api/notes/x')
    expect(translate('/', bare, '/a')).toBe('/api/notes/')
  })
})
