/**
 * Every state of the journeys, A to R, on the built app: made by the fault switches and by what a person does, seen
 * by its words, and looked at by axe. In some of them the person goes on.
 */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Act, type State, states } from '../src/dev/states.ts'
import { useFaulty } from './faulty.ts'
import { signInHere } from './person.ts'

/** The first part that every page fetches after it is shown. */
const dialogs = '**/assets/session-dialog-*.js'

describe.skipIf(inject('chromium') === null)('on the built app', () => {
  const faulty = useFaulty('built')

  it.each(states)('$letter, $title', async (state) => {
    const page = await make(state)
    await page.getByText(state.see).first().waitFor()
    expect(await violationsOn(page, faulty().origin)).toEqual([])
    await next[state.title]?.(page)
  })

  /** What somebody does then, and what has to be so. */
  const next: Record<string, (page: Page) => Promise<void>> = {
    async 'A deep link while signed out'(page) {
      await signInHere(page, 'alice')
      await page.getByRole('heading', { name: 'Your notes' }).waitFor()
      const { pathname, search, hash } = new URL(page.url())
      expect(pathname + search + hash).toBe('/notes?from=a-letter#note-list')
    },
    async 'The sign-in service is away, while working'(page) {
      await page.getByText('What you typed is still here.').waitFor()
      expect(await page.getByLabel('Title').inputValue()).toBe('A long thought')
      expect(await page.getByRole('button', { name: 'Signed in as' }).isVisible()).toBe(true)
    },
    async 'Ended in the middle of a form'(page) {
      // The window comes back past a login page that cuts it off from us.
      await faulty().turn({ id: 'opener-policy' })
      await pressSignIn(page)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.getByLabel('Title').inputValue()).toBe('A long thought')
      // Somebody else who signs in gets nothing of it.
      await faulty().turn({ id: 'ended-elsewhere' })
      await page.getByRole('dialog').waitFor()
      await faulty().turn({ id: 'wrong-person' })
      const popup = await pressSignIn(page)
      await popup.locator('button[name=person][value=bob]').click()
      const allow = popup.locator('button[name=decision][value=allow]')
      const begun = page.getByText('Somebody else has signed in in this browser')
      await Promise.race([allow.click().catch(() => undefined), begun.waitFor()])
      await begun.waitFor()
      expect(await page.getByLabel('Title').inputValue()).toBe('')
    },
    async 'Not allowed to see it'(page) {
      await page.getByText('You are signed in as Alice Andersson').waitFor()
      await page.getByRole('link', { name: 'Switch account' }).click()
      await signInHere(page, 'bob')
      await page.getByRole('heading', { name: 'Welcome, Bob' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/notes')
    },
    async 'A write that takes too long'(page) {
      const writes: string[] = []
      page.on('request', (request) => {
        if (request.method() !== 'GET') writes.push(request.url())
      })
      const looked = page.waitForResponse('**/api/notes')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByText('We do not know whether your note was added.').waitFor()
      await page.getByText('look before you send it again').waitFor()
      expect(await page.getByLabel('Title').inputValue()).toBe('A long thought')
      // The list is looked at again, so that one can see. Nothing is sent again.
      await looked
      expect(writes).toEqual([])
    },
    async 'A browser that keeps no cookie'(page) {
      await page.getByRole('heading', { name: 'Sign in to continue' }).waitFor()
      await page.getByText('Does this page keep coming back?').click()
      await page.getByText('Allow cookies for this site').waitFor()
    },
    async 'Back, after signing out'(page) {
      await page.goBack()
      await page.locator('h1').first().waitFor()
      // Perhaps at the sign-in page, which knows everybody's name.
      const isOurs = page.url().startsWith(faulty().origin)
      const seen = await page.evaluate('document.body.innerText')
      expect(seen).not.toMatch(isOurs ? /Groceries|Alice/ : /Groceries/)
    },
    async 'A new version, and something typed'(page) {
      expect(await page.getByLabel('Title').inputValue()).toBe('A long thought')
      await page.unroute(dialogs)
      page.once('dialog', (question) => void question.accept())
      const loaded = page.waitForEvent('load')
      await page.getByRole('button', { name: 'Load it' }).click()
      await loaded
      await page.getByRole('heading', { name: 'Your notes' }).waitFor()
      expect(await page.getByText('A new version is ready.').count()).toBe(0)
    },
    async 'Signed out, but not of the sign-in service'(page) {
      await page.getByText('You may still be signed in to 127.0.0.1.').waitFor()
      await page.getByRole('main').getByRole('link', { name: 'Sign in again' }).click()
      await page.getByRole('heading', { name: 'Your notes' }).waitFor()
    },
    async 'Started from a tile at the sign-in service'(page) {
      await signInHere(page, 'bob')
      await page.getByRole('heading', { name: 'Profile' }).waitFor()
      await page.getByRole('main').getByText('Bob Baptiste').first().waitFor()
    },
  }

  async function pressSignIn(page: Page): Promise<Page> {
    const opened = page.context().waitForEvent('page')
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
    return opened
  }

  async function make(state: State): Promise<Page> {
    const { context, prepare, turn } = faulty()
    await prepare(state)
    for (const fault of state.faults ?? []) await turn(fault)
    const page = await context.newPage()
    onTestFinished(() => page.close())
    const { acts = [], path } = state
    const replaced = Promise.withResolvers<void>()
    if (acts.some((act) => 'missing' in act)) {
      // As after a deploy: what is fetched a moment after the page is not there any more.
      await page.route(dialogs, async (route) => {
        await replaced.promise
        await route.fulfill({ status: 404 })
      })
    }
    await page.goto(path)
    if (acts.length > 0) await page.locator('main h1').waitFor()
    for (const act of acts) {
      if ('missing' in act) replaced.resolve()
      else await perform(page, act)
    }
    if (state.letter === 'L') await goOffline()
    return page
  }

  async function perform(page: Page, act: Exclude<Act, { missing: 'code' }>): Promise<void> {
    const { leave, turn } = faulty()
    if ('fault' in act) return turn(act.fault)
    if ('leave' in act) return leave()
    if ('type' in act) return page.getByLabel('Title').fill(act.type)
    if ('untick' in act) {
      await openMenu(page)
      return page.getByRole('checkbox', { name: act.untick }).uncheck()
    }
    if (act.press === 'Sign out') await openMenu(page)
    const dialog = page.getByRole('dialog')
    const where = (await dialog.count()) > 0 ? dialog : page
    return where.getByRole('button', { name: act.press, exact: true }).click()
  }

  async function goOffline(): Promise<void> {
    const { context } = faulty()
    onTestFinished(() => context.setOffline(false))
    await context.setOffline(true)
  }

  async function openMenu(page: Page): Promise<void> {
    if (await page.getByRole('link', { name: 'Account' }).isVisible()) return
    await page.getByRole('button', { name: 'Signed in as' }).click()
  }
})

/** On our own pages; those of the authorization server have tests of their own. */
async function violationsOn(page: Page, origin: string): Promise<unknown[]> {
  if (!page.url().startsWith(origin)) return []
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)')
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

interface Violation {
  id: string
  nodes: { html: string }[]
}
