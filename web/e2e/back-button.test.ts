/** After signing out, the Back button and the browser's memory of pages show nothing private. */
import type { Page } from 'playwright-core'
import type { SessionView } from 'shared/session'
import { describe, expect, inject, it } from 'vitest'
import { signIn } from './person.ts'
import { useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('after signing out', () => {
  const product = useProduct()

  it.each([1, 2, 3, 4])('going back %i times shows nothing private', async (times) => {
    const { page, frames, settle, forget } = await product().open()
    await page.goto('/')
    await signIn(page)
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await page.goto('/account')
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await forget()
    await page.evaluate(`history.go(-${times})`)
    // Where it ends there is a heading: on a page for everybody, or by way of a private one at the sign-in page.
    await page.waitForURL(({ pathname }) => pathname !== '/signed-out', { waitUntil: 'commit' })
    await page.locator('h1').first().waitFor()
    await settle()
    // Only what stood on our own pages; the sign-in page, where this may end, knows everybody's name.
    expect(frames.filter((words) => /Alice|Groceries|Profile/.test(words))).toEqual([])
    expect(frames.length + (page.url().startsWith(product().origin) ? 0 : 1)).toBeGreaterThan(0)
  })

  // Chromium drops a `no-store` page from its memory when a cookie changes, so here it is told by hand what
  // other browsers do: put the page away as it is, and bring it back.
  describe('a page from memory', () => {
    const turn = (page: Page, event: string) =>
      page.evaluate(`dispatchEvent(new PageTransitionEvent("${event}", { persisted: true }))`)

    /** Put away with notes on it and brought back, with an answer that is still to come. */
    async function bringBack() {
      const tab = await product().open()
      const { page } = tab
      await signIn(page)
      await page.getByRole('heading', { name: 'Groceries' }).waitFor()
      const view = await page.evaluate<SessionView>(
        `fetch('/auth/session', { headers: { 'x-csrf': '1' } }).then((answer) => answer.json())`,
      )
      await turn(page, 'pagehide')
      expect(await page.evaluate('document.body.innerText')).toBe('')
      const { promise, resolve: answer } = Promise.withResolvers<SessionView>()
      await page.route('**/auth/session', async (route) => route.fulfill({ json: await promise }))
      await tab.forget()
      // In the very moment, before a frame could be drawn.
      await page.evaluate(`new MutationObserver(() => {
        if (!('covered' in document.documentElement.dataset)) {
          tellFrame('Uncovered: ' + document.body.innerText)
        }
      }).observe(document.documentElement, { attributeFilter: ['data-covered'] })`)
      await turn(page, 'pageshow')
      expect(await page.evaluate('document.body.innerText')).toBe('')
      return { ...tab, view, answer }
    }

    it('stays covered until it shows what the BFF has said', async () => {
      const { page, frames, settle, answer } = await bringBack()
      answer({ status: 'signed-out', reason: 'user' })
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
      await settle()
      expect(frames[0]).toMatch(/^Uncovered: [\s\S]*You are signed out/)
      expect(frames.filter((words) => /Alice|Groceries/.test(words))).toEqual([])
    })

    it('stays covered for good when somebody else is here, and begins anew', async () => {
      const { page, frames, settle, view, answer } = await bringBack()
      if (view.status !== 'signed-in') throw new Error('Alice was to be signed in.')
      const anew = page.waitForEvent('load')
      answer({ ...view, user: { ...view.user, sub: 'bob', name: 'Bob' } })
      await anew
      await page.getByRole('heading', { name: 'Groceries' }).waitFor()
      await settle()
      expect(frames.filter((words) => words.startsWith('Uncovered'))).toEqual([])
    })

    it('shows itself again when the same person is here', async () => {
      const { page, view, answer } = await bringBack()
      answer(view)
      await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    })
  })
})
