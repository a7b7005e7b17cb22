/**
 * What is in the way without being anybody's fault: no network, a sign-in service that does not answer, a store
 * that is down, a deploy in between. It is said in one line, it passes by itself, and it signs nobody out.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { signIn } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('with something in the way', () => {
  const product = useProduct()

  async function open(person: string): Promise<Tab> {
    const tab = await product().open()
    await tab.page.clock.install()
    await signIn(tab.page, person)
    await tab.page.getByRole('heading', { name: 'Your notes' }).waitFor()
    return tab
  }

  const isSignedIn = (page: Page) => page.getByRole('button', { name: 'Signed in as' }).isVisible()

  it('offline says since when, keeps the page, and goes away by itself', async () => {
    const { page, context, frames, requests, settle, forget } = await open('alice')
    await context.setOffline(true)
    await page.getByText(/You are offline\. Showing what we had at \d\d:\d\d/).waitFor()
    expect(await page.getByRole('heading', { name: 'Groceries' }).isVisible()).toBe(true)
    await forget()
    await page.clock.fastForward(120_000)
    await context.setOffline(false)
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    expect(await isSignedIn(page)).toBe(true)
    await settle()
    expect(requests.filter(({ isVisit }) => isVisit)).toEqual([])
    expect(frames.filter((words) => /sign in\b|signed out/i.test(words))).toEqual([])
  })

  it.each([
    ['provider-unreachable', 'We cannot confirm your sign-in right now.'],
    ['store-unreachable', 'We cannot look up your sign-in right now.'],
  ])('%s is said, and passes when a call comes through', async (code, text) => {
    const { page } = await open('bob')
    await page.route('**/api/notes', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'claimcheck-refusal': code, 'content-type': 'application/problem+json' },
        body: JSON.stringify({ code, status: 503, ref: 'ref-1' }),
      }),
    )
    await page.getByLabel('Title').fill('Later')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText(text).waitFor()
    expect(await isSignedIn(page)).toBe(true)
    expect(await page.getByLabel('Title').inputValue()).toBe('Later')
    await page.unroute('**/api/notes')
    await page.clock.fastForward(16_000)
    await page.getByText(text).waitFor({ state: 'detached' })
  })

  it('a missing part of the code is fetched with a new page, once', async () => {
    const { page, requests, forget } = await open('eve')
    await page.goto('/')
    await page.route('**/assets/account-*.js', (route) => route.fulfill({ status: 404 }))
    await forget()
    await page.getByRole('button', { name: 'Signed in as' }).click()
    await page.getByRole('link', { name: 'Account' }).click()
    await expect.poll(() => requests.filter(({ isVisit }) => isVisit).length).toBe(1)
    await page.getByRole('button', { name: 'Signed in as' }).click()
    await page.getByRole('link', { name: 'Account' }).click()
    await page.getByText('A new version is ready.').waitFor()
    expect(requests.filter(({ isVisit }) => isVisit)).toHaveLength(1)
  })
})
