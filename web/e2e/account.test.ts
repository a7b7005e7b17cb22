/**
 * The account page with two browsers of one person: each sees the other, one ends the other, and whoever was
 * ended is told so. The focus is never lost on the way, and what happened is said.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, vi } from 'vitest'
import { signIn } from './person.ts'
import { useProduct } from './product.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

describe.skipIf(inject('chromium') === null)('the account page', () => {
  const product = useProduct()
  const rows = (page: Page) => page.getByRole('region', { name: 'Where you are' }).locator('li')
  const other = (page: Page) => rows(page).filter({ hasText: 'Safari on iPhone' })
  const focused = (page: Page) =>
    page.evaluate<string>(
      'document.activeElement.ariaLabel ?? (document.activeElement.textContent || document.activeElement.tagName)',
    )

  /** Somebody at a desk, and the same person on so many phones. */
  async function open(person: string, phones = 1) {
    const away = []
    for (let one = 0; one < phones; one += 1) {
      const tab = await product().open({ userAgent: phone })
      await signIn(tab.page, person)
      away.push(tab.page)
    }
    const here = await product().open()
    await signIn(here.page, person, '/account')
    await rows(here.page).first().waitFor()
    return { page: here.page, away }
  }

  it('shows this device first, and of each what one knows it by', async () => {
    const { page } = await open('alice')
    expect(await rows(page).first().textContent()).toContain('This device')
    const facts = await other(page).innerText()
    expect(facts).toMatch(/Last active\s+Just now/)
    expect(facts).toMatch(/Signed in\s+Today, \d\d:\d\d/)
    expect(facts).toMatch(/How\s+Password/)
    expect(facts).toMatch(/Ends by itself\s+To/)
    await page.getByText('What is this list?').click()
    await page.getByText('so does a private window').waitFor()
  })

  it('ends the other device after a question that names it, and that one is told', async () => {
    const { page, away } = await open('bob')
    await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
    const question = page.getByRole('dialog', { name: 'Sign out Safari on iPhone?' })
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await focused(page)).toContain('Sign out Safari on iPhone')

    await page.keyboard.press('Enter')
    await question.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('status').getByText('Safari on iPhone is signed out.').waitFor()
    await page.getByText('Only this device is signed in.').waitFor()
    expect(await rows(page).count()).toBe(1)
    expect(await focused(page)).not.toBe('BODY')

    const [ended] = away
    if (ended === undefined) throw new Error('There was to be a phone.')
    await ended.getByText('ended from another').waitFor()
    expect(await ended.evaluate('document.body.innerText')).not.toContain('Groceries')
  })

  it('moves the focus to the row that takes the place of the one that left', async () => {
    const { page } = await open('alice', 2)
    const before = await rows(page).count()
    await rows(page).nth(1).getByRole('button').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('status').getByText('is signed out.').waitFor()
    expect(await rows(page).count()).toBe(before - 1)
    const button = rows(page).nth(1).getByRole('button')
    const name = await button.getAttribute('aria-label')
    await vi.waitFor(async () => expect(await focused(page)).toBe(name))
  })

  it('ends all others at once, and this one stays', async () => {
    const { page } = await open('carol', 2)
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('2 other devices').waitFor()
    await question.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await page.getByRole('status').getByText('2 other devices are signed out.').waitFor()
    expect(await rows(page).count()).toBe(1)
    await page.reload()
    await page.getByText('Only this device is signed in.').waitFor()
  })

  it('says so when a device could not be signed out, and the row stays', async () => {
    const { page } = await open('eve')
    await page.route('**/auth/sessions/*', (route) => route.abort())
    await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alert').getByText('Safari on iPhone is still signed in.').waitFor()
    expect(await rows(page).count()).toBe(2)
  })

  it('says so when there is no list, and tries again when asked to', async () => {
    const { page } = await product().open()
    await page.route('**/auth/sessions', (route) => route.fulfill({ status: 404, body: '' }))
    await signIn(page, 'bob', '/account')
    await page.getByText('We could not load where you are signed in.').waitFor()
    await page.unroute('**/auth/sessions')
    await page.getByRole('button', { name: 'Try again' }).click()
    await rows(page).first().waitFor()
    expect(await page.getByText('We could not load').count()).toBe(0)
  })

  it('keeps what was chosen of its looks, before the next page is painted', async () => {
    const { page } = await product().openAs('bob')
    await page.goto('/account')
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.getByRole('radio', { name: 'Stronger' }).check()
    await page.getByRole('radio', { name: 'None' }).check()
    await page.goto('/')
    const look = await page.evaluate<Record<string, string>>(
      '({ ...document.documentElement.dataset, paper: getComputedStyle(document.documentElement).backgroundColor })',
    )
    expect(look).toEqual({ theme: 'dark', contrast: 'more', motion: 'less', paper: 'rgb(0, 0, 0)' })
  })
})
