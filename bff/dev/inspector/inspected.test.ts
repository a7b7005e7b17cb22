import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Browser } from '../../test/browser.ts'
import { signIn, signOut } from '../../test/sign-in.ts'
import { type InspectedHouse, openInspectedHouse } from './inspected-house.fixture.ts'

let house: InspectedHouse
beforeAll(async () => {
  house = await openInspectedHouse()
})
afterAll(() => house.close())

async function signedIn(person = 'alice'): Promise<Browser> {
  const browser = await house.open()
  await signIn(browser, house.origin, person)
  return browser
}

describe('the inspector', () => {
  it('shows a sign-in from the first redirect to the cookie, with every check passed', async () => {
    const browser = await signedIn()
    const { flow, steps } = await house.stepsOf(browser, 'Sign-in')
    expect(flow.state).toBe('done')
    const lines = steps.map(({ from, to, title }) => `${from} → ${to}: ${title}`)
    expect(lines.map((line) => line.replace(/\d+ operations/, 'operations')))
      .toMatchInlineSnapshot(`
      [
        "browser → bff: GET /auth/login",
        "bff → authorization-server: GET /.well-known/openid-configuration: its description",
        "authorization-server → bff: 200: its description",
        "bff → browser: 303: go to the authorization server",
        "browser → authorization-server: May I sign in?",
        "authorization-server → browser: Back to us, by redirect",
        "browser → bff: GET /auth/callback",
        "bff → store: Store: write burned, version 1",
        "bff → authorization-server: POST /token: the code for tokens",
        "authorization-server → bff: 200: the code for tokens",
        "bff → authorization-server: GET /jwks: its public keys",
        "authorization-server → bff: 200: its public keys",
        "bff → store: Store: operations",
        "bff → bff: Everything holds: a session begins, under a new id",
        "bff → browser: 303: go to /",
      ]
    `)
    const checks = steps.flatMap(({ checks }) => checks)
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['state', 'iss', 'once', 'code', 'PKCE', 'aud', 'nonce', 'exp']),
    )
    expect(checks.filter(({ passed }) => !passed)).toEqual([])
  })

  it('gives one value one mark, wherever it passes', async () => {
    const browser = await signedIn()
    await browser.fetch(`${house.origin}/api/notes`)
    const { steps } = await house.snapshot(browser)
    const marks = (name: string) =>
      steps
        .flatMap(({ params }) => params.filter((each) => each.name === name))
        .map((each) => each.mark)
    const [code, sameCode] = marks('code').slice(-2)
    expect(code).toMatch(/^[\da-f]{6}$/)
    expect(sameCode).toBe(code)
    expect(marks('authorization').at(-1)).toBe(marks('access_token').at(-1))
  })

  it('shows a check that does not hold, and that the BFF came to the same end', async () => {
    const browser = await house.open()
    await house.fault(browser, { id: 'wrong-nonce' })
    await signIn(browser, house.origin, 'alice')
    const { flow, steps } = await house.stepsOf(browser, 'Sign-in')
    const failed = steps.flatMap(({ checks }) => checks).filter(({ passed }) => !passed)
    expect(failed.map(({ name }) => name)).toEqual(['nonce'])
    expect(flow.state).toBe('failed')
    expect(steps.map(({ title }) => title)).toContain('Signing in failed: id-token')
    // A code of problems, which is called like an authorization code and is no secret.
    const told = steps.at(-1)?.params.find(({ name }) => name === 'code')
    expect(told).toMatchObject({ kind: 'public', text: 'login-failed' })
  })

  it('shows an answer that comes a second time', async () => {
    const browser = await house.open()
    const { hops } = await signIn(browser, house.origin, 'alice')
    const answer = hops.find(({ url }) => url.includes('/auth/callback?'))
    await browser.visit(answer?.url ?? '')
    const { steps } = await house.stepsOf(browser, 'its answer a second time')
    const once = steps.flatMap(({ checks }) => checks).filter(({ name }) => name === 'once')
    expect(once.map(({ passed }) => passed)).toEqual([true, false])
  })
})

const configurations = ['plain', 'opaque-es256', 'par-private-key', 'fapi2-dpop'] as const

describe.each(configurations)('the feed, in the configuration %s', (configuration) => {
  it('tells nothing that is secret, from sign-in to sign-out', async () => {
    const strange = await openInspectedHouse({ world: { configuration } })
    onTestFinished(() => strange.close())
    const browser = await strange.open()
    await signIn(browser, strange.origin, 'bob')
    await strange.fault(browser, { id: 'token-expired' })
    expect((await browser.fetch(`${strange.origin}/api/notes`)).status).toBe(200)
    const { held } = await strange.held(browser)
    for (const { value } of browser.jar.all('localhost')) strange.secrets.add(value)
    await signOut(browser, strange.origin)
    const { text, steps } = await strange.snapshot(browser)
    expect(steps.flatMap(({ checks }) => checks).filter(({ passed }) => !passed)).toEqual([])
    const told = text + JSON.stringify(held)
    expect(strange.secrets.size).toBeGreaterThan(6)
    expect([...strange.secrets].filter((secret) => told.includes(secret))).toEqual([])
    expect(told).not.toMatch(/eyJ|bob@example\.com|Baptiste/)
  })
})
