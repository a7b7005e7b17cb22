import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    expect(steps.map(({ from, to, title }) => `${from} → ${to}: ${title}`)).toMatchInlineSnapshot(`
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
        "bff → store: Store: 2 operations",
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

  it('tells nothing that is secret, from sign-in to sign-out', async () => {
    const browser = await signedIn('bob')
    await house.fault(browser, { id: 'token-expired' })
    const answer = await browser.fetch(`${house.origin}/api/notes`)
    expect(answer.status).toBe(200)
    const told = [JSON.stringify((await house.held(browser)).held)]
    const cookies = (await browser.fetch(`${house.origin}/auth/session`)).status
    expect(cookies).toBe(200)
    await signOut(browser, house.origin)
    told.push((await house.snapshot(browser)).text)
    const text = told.join('\n')
    expect(house.secrets.size).toBeGreaterThan(8)
    expect([...house.secrets].filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/eyJ|bob@example\.com|Baptiste/)
  })
})
