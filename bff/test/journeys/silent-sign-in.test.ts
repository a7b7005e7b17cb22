/**
 * Silent sign-in, `prompt=none`: a visit of its own that comes back at once, signed in or with the word that
 * something would have to be asked. That is an answer and not a fault, it costs nobody the session they have,
 * and it is asked once (CB-15).
 */
import { paths } from 'shared/paths'
import { expect, it } from 'vitest'
import { twoFactor } from '../../dev/acr.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

function ask({ origin }: House, browser: Browser, more: Record<string, string> = {}) {
  const query = new URLSearchParams({ prompt: 'none', returnTo: '/notes?sort=new', ...more })
  return browser.visit(`${origin}/auth/login?${query}`, { from: `${origin}/` })
}

/** The person has signed out there, or somewhere else has; here nobody has heard of it. */
function forgetThere({ world }: House, { jar }: Browser): void {
  const { hostname } = new URL(world.authorizationServer.issuer)
  for (const cookie of jar.all(hostname)) jar.plant({ ...cookie, value: 'forgotten' })
}

async function statusOf({ origin }: House, browser: Browser): Promise<string> {
  const answer = await browser.fetch(origin + paths.session)
  return ((await answer.json()) as { status: string }).status
}

it('comes back signed in when there is nothing to ask', async () => {
  const house = await openHouse()
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  const landed = await ask(house, browser)
  expect(landed.url).toBe(`${house.origin}/notes?sort=new`)
  expect(await statusOf(house, browser)).toBe('signed-in')
})

it('comes back signed out, with a reason and the way to go on, when there is [CB-15]', async () => {
  const house = await openHouse()
  const browser = createBrowser()
  const landed = await ask(house, browser)
  const { pathname, searchParams } = new URL(landed.url)
  expect([pathname, Object.fromEntries(searchParams)]).toEqual([
    '/signed-out',
    { reason: 'login-refused', returnTo: '/notes?sort=new' },
  ])
  expect(landed.status).toBe(200)
  expect(house.bff.logged('login.failed')).toMatchObject([{ why: 'interaction' }])
  expect(await statusOf(house, browser)).toBe('signed-out')
})

it.each<[what: string, more: Record<string, string>, isKnown: boolean]>([
  ['who it is', {}, false],
  ['for a second factor', { acr_values: twoFactor }, true],
])(
  'asks once and goes no round when it would have to ask %s [CB-15]',
  async (_what, more, known) => {
    const house = await openHouse()
    const browser = createBrowser()
    if (known) await signIn(browser, house.origin, 'alice')
    const { hops } = await ask(house, browser, more)
    const ours = hops.filter(({ url }) => url.startsWith(house.origin))
    expect(ours.map(({ url }) => new URL(url).pathname)).toEqual([
      paths.login,
      paths.callback,
      '/signed-out',
    ])
  },
)

it('goes no round when the way back would be to ask again', async () => {
  const house = await openHouse()
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  const landed = await ask(house, browser, { returnTo: '/auth/login?prompt=none' })
  expect(landed.url).toBe(`${house.origin}/`)
})

it('costs nobody the session they have here [CB-15]', async () => {
  const house = await openHouse()
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  forgetThere(house, browser)
  expect(new URL((await ask(house, browser)).url).pathname).toBe('/signed-out')
  expect(await statusOf(house, browser)).toBe('signed-in')
  expect(house.bff.logged('session.ended')).toEqual([])
})

it('asks for no consent, which would be a question [TS-14]', async () => {
  const house = await openHouse()
  const { hops } = await ask(house, createBrowser())
  expect(hops.at(-1)?.status).toBe(200)
  const refused = await createBrowser().visit(`${house.origin}/auth/login?prompt=none+consent`)
  expect(refused.url).toMatch(/\/problem\?code=request-malformed/)
})

it.each<[what: string, headers: Record<string, string>]>([
  ['in a frame', { 'sec-fetch-dest': 'iframe' }],
  ['by a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
])('is a visit, and nothing to be done %s [AR-15]', async (_what, headers) => {
  const { bff, origin } = await openHouse()
  const browser = createBrowser()
  await browser.visit(`${origin}/auth/login?prompt=none`, { from: origin, headers })
  expect(browser.jar.all('localhost')).toEqual([])
  expect(bff.logged('login.started')).toEqual([])
})
