/** Somebody who signs in, as quickly as can be: what is left of a browser is its session cookie. */
import { paths } from 'shared/paths'
import { SessionView } from 'shared/session'
import { type Browser, createBrowser } from '../browser.ts'
import { exchange } from '../wire.ts'

export interface Person {
  sub: string
  /** The Cookie header. */
  cookie: string
}

export async function signInPerson(origin: string): Promise<Person> {
  const browser = createBrowser()
  await login(browser, origin)
  const view = SessionView.parse(await (await browser.fetch(origin + paths.session)).json())
  const cookie = browser.jar.headerFor(new URL(origin), 'same-site')
  if (view.status === 'signed-out' || cookie === undefined) throw new Error('Nobody signed in.')
  return { sub: view.user.sub, cookie }
}

/** Signs in, and out again. */
export async function leaveAgain(origin: string): Promise<void> {
  const browser = createBrowser()
  await login(browser, origin)
  const { status } = await browser.fetch(origin + paths.logout, { method: 'POST' })
  if (status !== 200 || browser.jar.all('localhost').length > 0) throw new Error('Nobody left.')
}

/** @returns whether the BFF said that it is done */
export async function signOutPerson(origin: string, { cookie }: Person): Promise<boolean> {
  const headers = new Headers({ cookie, origin, 'x-csrf': '1' })
  const { status } = await exchange(new URL(origin + paths.logout), { method: 'POST', headers })
  return status === 200
}

/** As far as the redirect that sets the session cookie: the page behind it is of no interest here. */
async function login(browser: Browser, origin: string): Promise<void> {
  await browser.visit(origin + paths.login, {
    from: `${origin}/`,
    stopBefore: (url) => url === `${origin}/`,
  })
}
