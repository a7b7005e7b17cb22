import { describe, expect, it } from 'vitest'
import { createRequestHeaders, isLoop, mayBeAdded } from './headers.ts'
import { open } from './counter.fixture.ts'

const notes = { ...open }
const headersFor = createRequestHeaders(notes)
const good = ['authorization', 'Bearer good']

describe('createRequestHeaders', () => {
  it('passes what is named, and says who we are', () => {
    expect(headersFor({ accept: 'text/html', 'if-match': '"1"', host: 'app.example' })).toEqual([
      'accept',
      'text/html',
      'if-match',
      '"1"',
      'via',
      '1.1 claimcheck',
    ])
  })

  it.each([
    'cookie',
    'dpop',
    'proxy-authorization',
    'x-user',
    'x-real-ip',
    'x-forwarded-for',
    'x-forwarded-host',
    'forwarded',
    'x-client-cert',
    'x-csrf',
    'x-http-method-override',
    'x-original-url',
    'sec-fetch-site',
    'origin',
    'referer',
    'te',
    'upgrade',
    'expect',
    'keep-alive',
    'proxy-connection',
    'traceparent',
  ])('drops %s [PX-05, PX-06, PX-10]', (name) => {
    expect(headersFor({ [name]: 'evil' })).not.toContain(name)
  })

  it('takes the token from us and never from the browser [PX-06]', () => {
    expect(headersFor({ authorization: 'Bearer evil' })).not.toContain('authorization')
    expect(headersFor({ authorization: 'Bearer evil' }, good).slice(-2)).toEqual([
      'authorization',
      'Bearer good',
    ])
  })

  it('drops what Connection names, even from the list [PX-10]', () => {
    const inbound = { connection: 'close, If-Match', 'if-match': '"1"', accept: '*/*' }
    expect(headersFor(inbound)).toEqual(['accept', '*/*', 'via', '1.1 claimcheck'])
  })

  it('adds its own fields whatever Connection names [PX-10]', () => {
    const inbound = { connection: 'authorization, via, x-csrf' }
    expect(headersFor(inbound, good)).toEqual([
      'via',
      '1.1 claimcheck',
      'authorization',
      'Bearer good',
    ])
  })

  it('appends itself to the Via that is there [PX-11]', () => {
    expect(headersFor({ via: '1.0 fred, 1.1 p.example' })).toEqual([
      'via',
      '1.0 fred, 1.1 p.example, 1.1 claimcheck',
    ])
  })

  it('counts a hop', () => {
    expect(headersFor({ 'max-forwards': '3' })).toEqual([
      'max-forwards',
      '2',
      'via',
      '1.1 claimcheck',
    ])
    expect(headersFor({ 'max-forwards': 'many' })).toEqual(['via', '1.1 claimcheck'])
  })

  it('passes what the table entry adds', () => {
    const headers = createRequestHeaders({ ...notes, requestHeaders: ['x-tenant'] })
    expect(headers({ 'x-tenant': 'a', 'x-other': 'b' })).toEqual([
      'x-tenant',
      'a',
      'via',
      '1.1 claimcheck',
    ])
  })
})

describe('isLoop', () => {
  it.each([
    '1.1 claimcheck',
    '1.0 fred, 1.1 claimcheck',
    '1.1 Claimcheck (x)',
    'HTTP/1.1 claimcheck,1.1 b',
  ])('knows itself in %j', (via) => expect(isLoop({ via })).toBe(true))

  it.each([
    undefined,
    '1.1 fred',
    '1.1 claimcheck.example',
    '1.1 my-claimcheck',
    '1.1 fred (claimcheck)',
  ])('does not know itself in %j', (via) =>
    expect(isLoop(via === undefined ? {} : { via })).toBe(false),
  )
})

describe('mayBeAdded', () => {
  it.each(['x-tenant', 'user-agent', 'x-total-count'])('lets an entry add %s', (name) => {
    expect(mayBeAdded(name)).toBe(true)
  })

  it.each(['traceparent', 'tracestate'])('lets no entry add %s, which is ours to write', (name) => {
    expect(mayBeAdded(name)).toBe(false)
  })
})
