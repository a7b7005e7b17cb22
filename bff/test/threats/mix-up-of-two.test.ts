/**
 * Mix-up with two registered authorization servers, one of them hostile (RFC 9700 §4.4): it has a person begin
 * with it and sends their browser on to the honest one, in the hope that the code is then carried to its own
 * token endpoint. Each transaction knows where it went, and a response has to say where it comes from.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import { formIn } from '../conformance/liar/forms.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { landingOf } from '../conformance/sign-in.ts'
import type { OpenBffOptions } from '../open-bff.ts'
import { callbackFor, openScene, type Scene, sessionCookieOf } from './scene.ts'

interface Two extends Scene {
  honest: Liar
  hostile: Liar
}

async function openTwo(lie: Partial<Lies> = {}, env: OpenBffOptions['env'] = {}): Promise<Two> {
  const hostile = await openLiar({ idTokenAlg: 'ES256', ...lie })
  onTestFinished(() => hostile.close())
  await hostile.rotateKeys() // all liars begin with one key
  const partner = {
    OIDC_PROVIDERS: 'hostile',
    OIDC_HOSTILE_ISSUER: hostile.issuer,
    OIDC_HOSTILE_CLIENT_ID: hostile.clientId,
    OIDC_HOSTILE_CLIENT_SECRET: 'another-secret-that-only-tests-know',
    OIDC_HOSTILE_ID_TOKEN_ALG: 'ES256',
  }
  hostile.lie({ clientSecret: partner.OIDC_HOSTILE_CLIENT_SECRET })
  const scene = await openScene(lie, { env: { ...partner, ...env } })
  return { ...scene, honest: scene.liar, hostile }
}

/** The hostile server answers its visitor by sending them to the honest one, with the same state. */
function sendingOnTo(honest: () => Liar): Partial<Lies> {
  return {
    wire: {
      authorize(answer, { url }) {
        const onward = new URL(honest().endpoints.authorize)
        onward.search = url.search
        return { ...answer, status: 303, headers: { location: onward.href } }
      },
    },
  }
}

async function begunAtHostile({ origin, hostile }: Two) {
  const browser = createBrowser()
  const login = `${origin}/auth/login?${new URLSearchParams({ iss: hostile.issuer })}`
  const page = await browser.visit(login, { from: `${origin}/` })
  return { browser, landing: landingOf(page.url) }
}

function expectNothingGained({ honest, hostile }: Two, browser = createBrowser()) {
  expect([...honest.seen.token, ...hostile.seen.token]).toEqual([])
  expect(sessionCookieOf(browser)).toBeUndefined()
}

it.each([
  ['says so', true],
  ['does not say so, as it never promised', false],
])(
  'takes no code to the server that was begun with when the other %s [AR-17, CB-04, CB-05]',
  async (_what, supportsIss) => {
    const two = await openTwo({ supportsIss })
    two.hostile.lie(sendingOnTo(() => two.honest))
    const { browser, landing } = await begunAtHostile(two)
    expect(two.honest.seen.authorize).toHaveLength(1)
    expect(landing).toBe('/problem?code=login-failed')
    expect(two.bff.logged('login.failed')).toMatchObject([{ why: 'issuer' }])
    expectNothingGained(two, browser)
  },
)

it('nor when the hostile metadata names the honest authorization endpoint as its own [AR-17, CB-04]', async () => {
  const two = await openTwo()
  two.hostile.lie({
    discovery: (document) => ({
      ...document,
      authorization_endpoint: two.honest.endpoints.authorize,
    }),
  })
  const { browser, landing } = await begunAtHostile(two)
  expect(two.honest.seen.authorize).toHaveLength(1)
  expect(landing).toBe('/problem?code=login-failed')
  expectNothingGained(two, browser)
})

it('nor when the honest answer is signed [AR-17, CB-13]', async () => {
  const modes = { OIDC_RESPONSE_MODE: 'query.jwt', OIDC_HOSTILE_RESPONSE_MODE: 'query.jwt' }
  const two = await openTwo({}, modes)
  two.hostile.lie(sendingOnTo(() => two.honest))
  const { browser, landing } = await begunAtHostile(two)
  expect(landing).toBe('/problem?code=login-failed')
  expectNothingGained(two, browser)
})

it('takes the answer of each by its own way, and by no way of the other [AR-17, CB-11, CB-12]', async () => {
  const two = await openTwo({}, { OIDC_HOSTILE_RESPONSE_MODE: 'form_post' })
  const browser = createBrowser()
  const link = new URL(await callbackFor(two, browser))
  // SameSite alone would keep the Lax cookie back: sent here all the same, so that it is not what refuses.
  const cookie = browser.jar.headerFor(link, 'same-site') ?? ''
  const posted = await browser.visit(two.origin + link.pathname, {
    from: two.hostile.issuer,
    method: 'POST',
    form: Object.fromEntries(link.searchParams),
    headers: { cookie },
  })
  expect(landingOf(posted.url)).toBe('/problem?code=login-failed')
  expectNothingGained(two, browser)

  const login = `${two.origin}/auth/login?${new URLSearchParams({ iss: two.hostile.issuer })}`
  const { url: from, text } = await browser.visit(login)
  const { action, fields: form } = formIn(text)
  expect((await browser.visit(action, { from, method: 'POST', form })).url).toBe(`${two.origin}/`)
})

it('demands iss of a server that never promised it, since there are two [AR-17, CB-05]', async () => {
  const two = await openTwo({ supportsIss: false })
  const browser = createBrowser()
  const page = await browser.visit(`${two.origin}/auth/login`)
  expect(landingOf(page.url)).toBe('/problem?code=login-failed')
  expectNothingGained(two, browser)
})

it('redeems each code where its transaction went, and shows that place its own secret [AR-17]', async () => {
  const two = await openTwo()
  for (const { issuer } of [two.honest, two.hostile]) {
    const login = `${two.origin}/auth/login?${new URLSearchParams({ iss: issuer })}`
    expect((await createBrowser().visit(login)).url).toBe(`${two.origin}/`)
  }
  // A liar takes no secret but its own, and a second request would have been a second try.
  expect([two.honest.seen.token.length, two.hostile.seen.token.length]).toEqual([1, 1])
})

it('sends nobody to a server that is not in the settings [AR-17, AR-18]', async () => {
  const two = await openTwo()
  const stranger = new URLSearchParams({ iss: 'https://evil.example' })
  const page = await createBrowser().visit(`${two.origin}/auth/login?${stranger}`)
  expect(landingOf(page.url)).toBe('/problem?code=request-malformed')
  expect([...two.honest.seen.authorize, ...two.hostile.seen.authorize]).toEqual([])
})
