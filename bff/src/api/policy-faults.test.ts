import { describe, expect, it } from 'vitest'
import { open } from './counter.fixture.ts'
import { policyFaults } from './policy-faults.ts'

describe('policyFaults', () => {
  it('has nothing to say of a good policy', () => {
    const routes = { '/:id/pictures': { methods: ['PUT'], bodyLimitBytes: 10_000_000 } }
    expect(policyFaults('notes', { ...open, routes, acr: ['mfa'], maxAgeSeconds: 0 })).toEqual([])
  })

  it.each([
    ['a word that means nothing', { websocket: true }, /the word "websocket"/],
    ['a word from Object', { constructor: 1 }, /the word "constructor"/],
    ['TRACE', { methods: ['GET', 'TRACE'] }, /methods knows no method "TRACE"/],
    ['lower-case methods', { methods: ['get'] }, /"get"/],
    ['another token mode', { token: 'anybody' }, /token must be none or user/],
    ['a limit in words', { bodyLimitBytes: '1mb' }, /bodyLimitBytes must be a whole number/],
    ['a limit without end', { bodyLimitBytes: Infinity }, /bodyLimitBytes/],
    ['no time at all', { headersTimeoutMs: 0 }, /headersTimeoutMs/],
    ['no calls at all', { callsPerSession: 0 }, /callsPerSession/],
    ['half a boolean', { webSocket: 'yes' }, /webSocket must be true or false/],
    ['HTTP/3', { http: 3 }, /http must be 1 or 2/],
    ['a header that no route may pass', { requestHeaders: ['cookie'] }, /may not pass "cookie"/],
    ['framing behind the body', { trailers: ['content-length'] }, /trailers may not pass/],
    ['a credential behind the body', { trailers: ['authorization'] }, /trailers may not pass/],
    ['our cookie', { setCookies: ['__Host-Http-claimcheck'] }, /which is ours/],
    ['an acr that cannot be met', { acr: [] }, /acr must name one/],
    ['two acr in one', { acr: ['a b'] }, /acr knows no acr "a b"/],
    ['an age beyond all ages', { maxAgeSeconds: 1e9 }, /maxAgeSeconds must be a whole number/],
    ['no list', { setCookies: 'theme' }, /setCookies must be a list/],
  ])('refuses %s [PX-01]', (_name, wrong, says) => {
    expect(policyFaults('notes', { ...open, ...wrong })).toEqual([expect.stringMatching(says)])
  })

  it('refuses a gap', () => {
    const { token: _, ...rest } = open
    expect(policyFaults('notes', rest)).toEqual([expect.stringMatching(/says nothing of token/)])
  })

  it.each([
    ['a path without a slash', { 'export.csv': {} }, /is no path/],
    ['a path in upper case', { '/Export': {} }, /is no path/],
    ['an escape in a path', { '/%65xport': {} }, /is no path/],
    ['what belongs to the API as a whole', { '/export': { http: 2 } }, /the word "http"/],
    ['routes in routes', { '/export': { routes: {} } }, /the word "routes"/],
  ])('refuses %s in a route', (_name, routes, says) => {
    expect(policyFaults('notes', { ...open, routes })).toEqual([expect.stringMatching(says)])
  })
})
