/** What holds for every answer of the house, whichever door gave it: scanned, not trusted. */
import { paths, refusalHeader } from 'shared/paths'
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'
import { exchange } from '../wire.ts'

async function everyKindOfAnswer() {
  const { bff, origin, world } = await openHouse()
  const browser = createBrowser()
  const landed = await signIn(browser, origin, 'alice')
  const ask = (path: string, init?: Parameters<typeof browser.fetch>[1]) =>
    browser.fetch(origin + path, init)
  const answers = {
    'the page': await browser.visit(`${origin}/`),
    'the way to the provider': landed.hops[0]!,
    'the callback': landed.hops.find(({ url }) => url.includes(paths.callback))!,
    'a refused callback': (await browser.visit(`${origin}${paths.callback}?state=x`)).hops[0]!,
    'the session': await ask(paths.session),
    'an API answer': await ask('/api/notes'),
    'an API file': await ask('/api/notes/export.csv'),
    'an unknown API': await ask('/api/nothing'),
    'a missing file': await ask('/assets/missing.js'),
    'a method not allowed': await ask('/api/notes', { method: 'OPTIONS' }),
    'a request from elsewhere': await ask('/api/notes', { headers: { origin: 'null' } }),
    'a malformed target': await ask('/api/notes/%2e%2e/x'),
  }
  await world.resourceServer.close()
  return { bff, answers: { ...answers, 'a dead API': await ask('/api/notes') } }
}

it('carries the security headers [FE-04, FE-05, XB-12]', async () => {
  const { answers } = await everyKindOfAnswer()
  for (const [what, { headers }] of Object.entries(answers)) {
    expect(headers.get('content-security-policy'), what).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), what).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy'), what).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy'), what).toBe('same-origin')
    expect(headers.get('referrer-policy'), what).toMatch(/^(no-referrer|same-origin)$/)
    expect(headers.has('access-control-allow-origin'), what).toBe(false)
    expect(headers.has('server') || headers.has('x-powered-by'), what).toBe(false)
  }
})

// JSON is always UTF-8, and its problem type has no parameter to say so (RFC 9457 §6.1).
const saysWhatItIs = /^(application\/problem\+json|(text|application)\/[a-z]+; ?charset=utf-8\b.*)$/

it('says what it is, and is kept by nobody [XB-12, PX-22, CB-09]', async () => {
  const { answers } = await everyKindOfAnswer()
  for (const [what, { headers, status }] of Object.entries(answers)) {
    const type = status === 303 ? 'application/problem+json' : headers.get('content-type')
    expect(type, what).toMatch(saysWhatItIs) // a redirect has nothing to say
    expect(headers.get('cache-control'), what).toMatch(/no-store/)
  }
})

it('tells of the same ref in the answer and in the log [EL-01]', async () => {
  const { bff, answers } = await everyKindOfAnswer()
  const refs = new Set(bff.logged('request.finished').map(({ ref }) => ref))
  for (const [what, { headers }] of Object.entries(answers)) {
    expect(refs, what).toContain(headers.get('claimcheck-ref'))
  }
})

// The routes that another site may send a browser to, each with a proof of its own – and our public keys.
const open = [
  `GET ${paths.login}`,
  `POST ${paths.login}`,
  `GET ${paths.callback}`,
  `GET ${paths.postLogout}`,
  `POST ${paths.backchannelLogout}`,
  `GET ${paths.frontchannelLogout}`,
  `GET ${paths.jwks}`,
  `HEAD ${paths.jwks}`,
]

it('refuses other sites at every route but the six with a proof of their own, and the public keys [XB-01, XB-11]', async () => {
  const { origin } = await openHouse()
  const doors = Object.values(paths).filter((path) => /^\/(auth|api)/.test(path))
  const asked = [...doors, '/api/notes', '/auth/nothing'].flatMap((path) =>
    ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => ({
      method,
      path,
    })),
  )
  const passed: string[] = []
  for (const { method, path } of asked) {
    const headers = new Headers({
      'x-csrf': '1',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    })
    const answer = await exchange(new URL(path, origin), { method, headers })
    if (answer.headers.get(refusalHeader) !== 'cross-site-request') passed.push(`${method} ${path}`)
  }
  expect(passed.sort()).toEqual(open.sort())
})
