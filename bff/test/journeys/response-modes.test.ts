/**
 * The way back from the authorization server in each form it can take: in the query or by a form that the
 * browser posts, plain or signed. A form post from another site comes without Strict and Lax cookies, so one
 * cookie is relaxed for it, and only that one.
 */
import { paths } from 'shared/paths'
import { expect, it } from 'vitest'
import { createBrowser, type Page } from '../browser.ts'
import { type House, openHouse } from '../open-house.ts'
import { answerPages, signIn } from '../sign-in.ts'

type Mode = 'query' | 'form_post' | 'query.jwt' | 'form_post.jwt'

function answering(responseMode: Mode): Promise<House> {
  return openHouse({ world: { traits: { responseMode } } })
}

/** Every cookie of ours that was set on the way, by what kind it is and how far it goes. */
function cookiesIn({ hops }: Page): string[] {
  const lines = hops.flatMap(({ headers }) => headers.getSetCookie())
  const ours = lines.filter((line) => line.startsWith('claimcheck'))
  return ours.map((line) => {
    const [, name] = /^(claimcheck-dev(?:(?:-form)?-tx)?)/.exec(line) ?? []
    const sameSite = /samesite=(\w+)/.exec(line)?.[1]
    return [name, sameSite, ...(line.includes('secure') ? ['secure'] : [])].join(' ')
  })
}

it.each<[Mode, method: string, carries: string[]]>([
  ['query', 'GET', ['code', 'iss', 'state']],
  ['query.jwt', 'GET', ['response']],
])('signs in when the answer is a link: %s', async (mode, method, carries) => {
  const { origin } = await answering(mode)
  const landed = await signIn(createBrowser(), origin, 'alice', { returnTo: '/notes' })
  expect(landed.url).toBe(`${origin}/notes`)
  const callback = landed.hops.find(({ url }) => url.includes(paths.callback))!
  expect(callback.method).toBe(method)
  expect([...new URL(callback.url).searchParams.keys()].toSorted()).toEqual(carries)
  expect(new Set(cookiesIn(landed))).toEqual(
    new Set(['claimcheck-dev-tx lax', 'claimcheck-dev strict']),
  )
})

it.each<Mode>(['form_post', 'form_post.jwt'])(
  'signs in when the answer is a form post, with one cookie relaxed: %s [CB-11, SC-06, AR-16]',
  async (mode) => {
    const { origin } = await answering(mode)
    const browser = createBrowser()
    const landed = await signIn(browser, origin, 'alice', { returnTo: '/notes' })
    expect(landed.url).toBe(`${origin}/notes`)
    const callback = landed.hops.find(({ url }) => url.includes(paths.callback))!
    expect([callback.method, callback.status, callback.url]).toEqual([
      'POST',
      303,
      origin + paths.callback,
    ])
    expect(new Set(cookiesIn(landed))).toEqual(
      new Set(['claimcheck-dev-form-tx none secure', 'claimcheck-dev strict']),
    )
    expect(browser.jar.all('localhost').map(({ name }) => name)).toEqual(['claimcheck-dev'])
  },
)

it.each<Mode>(['form_post', 'query.jwt', 'form_post.jwt'])(
  'takes a refusal for what it is: %s [CB-06, CB-15]',
  async (mode) => {
    const { bff, origin } = await answering(mode)
    const landed = await signIn(createBrowser(), origin, 'carol', { consent: 'refuse' })
    expect(landed.url).toBe(`${origin}/signed-out?reason=login-refused`)
    expect(bff.logged('login.failed')).toMatchObject([{ why: 'access-denied' }])
  },
)

it.each<Mode>(['form_post', 'form_post.jwt'])(
  'keeps several tabs apart, whichever is finished first: %s [AR-23]',
  async (mode) => {
    const { origin } = await answering(mode)
    const browser = createBrowser()
    const login = (returnTo: string) =>
      browser.visit(`${origin}/auth/login?returnTo=${returnTo}`, { from: origin })
    const [one, two] = [await login('/one'), await login('/two')]
    expect((await answerPages(browser, two, origin, 'alice')).url).toBe(`${origin}/two`)
    expect((await answerPages(browser, one, origin, 'alice')).url).toBe(`${origin}/one`)
  },
)

it('drops the oldest of many sign-ins that were begun, also of those by form post [AR-23]', async () => {
  const { origin } = await answering('form_post')
  const browser = createBrowser()
  for (let count = 0; count < 20; count += 1) await browser.visit(`${origin}/auth/login`)
  expect(browser.jar.all('localhost').length).toBeLessThanOrEqual(6)
  expect((await signIn(browser, origin, 'alice')).url).toBe(`${origin}/`)
})

it('leaves the way back from signing out as it is: a link, and a Lax cookie', async () => {
  const { origin } = await answering('form_post')
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
  const [cookie] = browser.jar.all('localhost')
  expect(cookie).toMatchObject({ name: expect.stringMatching(/-dev-tx-/), sameSite: 'lax' })
})
