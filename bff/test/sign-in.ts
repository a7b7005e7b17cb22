/** A person at the local authorization server's pages: clicks who they are, allows, types six digits. */
import type { Browser, Page } from './browser.ts'
import { formIn } from './conformance/liar/forms.ts'

export interface SignInOptions {
  returnTo?: string
  /** More parameters of `GET /auth/login`. */
  parameters?: Record<string, string>
  consent?: 'allow' | 'refuse'
}

/** From the app's sign-in link to wherever the callback sends the person. */
export async function signIn(
  browser: Browser,
  origin: string,
  person: string,
  { returnTo = '/', parameters = {}, consent = 'allow' }: SignInOptions = {},
): Promise<Page> {
  const query = new URLSearchParams({ returnTo, ...parameters })
  const page = await browser.visit(`${origin}/auth/login?${query}`, { from: `${origin}/` })
  return answerPages(browser, page, origin, person, consent)
}

/** From the first page of the authorization server back to the app. */
export async function answerPages(
  browser: Browser,
  first: Page,
  origin: string,
  person: string,
  consent: 'allow' | 'refuse' = 'allow',
): Promise<Page> {
  let page = first
  const hops = [...page.hops]
  while (!page.url.startsWith(`${origin}/`)) {
    page = await answerPage(browser, page, person, consent)
    hops.push(...page.hops)
  }
  return { ...page, hops }
}

function answerPage(browser: Browser, page: Page, person: string, consent: string): Promise<Page> {
  if (page.text.includes('Submitting Callback')) return submit(browser, page)
  if (page.text.includes('name="code"')) return browser.press(page, 'code', '123456')
  if (page.text.includes(`name="person" value="${person}"`)) {
    return browser.press(page, 'person', person)
  }
  if (page.text.includes('value="allow"')) return browser.press(page, 'decision', consent)
  throw new Error(`A page without a way on: ${page.status} ${page.url}\n${page.text.slice(0, 500)}`)
}

/** The response as a form post: the page does this by itself; this browser has no script. */
function submit(browser: Browser, page: Page): Promise<Page> {
  const { action, fields } = formIn(page.text)
  return browser.visit(action, { from: page.url, method: 'POST', form: fields })
}

/** From "Sign out" in the app, through the authorization server, to where the person ends. */
export async function signOut(browser: Browser, origin: string): Promise<Page> {
  const answer = await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
  const { location } = (await answer.json()) as { location: string }
  const page = await browser.visit(new URL(location, origin).href, { from: `${origin}/` })
  // The page presses this by itself; this browser has no script.
  return page.text.includes('name="logout"') ? browser.press(page, 'logout', 'yes') : page
}
