/**
 * The end of a sign-in is announced, in time and aloud, and one press puts it off where it can be put off
 * (WCAG 2.2.1). Both clocks are moved by hand: the browser's and the BFF's.
 */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { signIn } from './person.ts'
import { type Tab, useProduct } from './product.ts'

const minute = 60_000

describe.skipIf(inject('chromium') === null)('before a sign-in ends', () => {
  const product = useProduct({
    env: { SESSION_IDLE_SECONDS: '1800', SESSION_ABSOLUTE_SECONDS: '3600' },
  })

  async function open(clock = new Date()): Promise<Tab> {
    const tab = await product().open({ reducedMotion: 'reduce' })
    await tab.page.clock.install({ time: clock })
    await signIn(tab.page)
    await tab.page.getByRole('heading', { name: 'Groceries' }).waitFor()
    return tab
  }

  async function pass(page: Page, ms: number): Promise<void> {
    product().bff.clock.advance(ms)
    await page.clock.fastForward(ms)
  }

  const idle = (page: Page) =>
    page.getByRole('alertdialog', { name: 'You will be signed out soon' })

  it('two idle minutes are announced, counted, spoken in steps, and put off by one press', async () => {
    const { page } = await open()
    await pass(page, 28 * minute + 2_000)
    await idle(page).waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: object[] }>('axe.run(document)')
    expect(violations).toEqual([])

    const spoken = page.locator('[aria-live]')
    expect(await spoken.textContent()).toBe('Time left: 2 minutes.')
    await page.clock.runFor(70_000)
    expect(await spoken.textContent()).toBe('Time left: 1 minute.')
    await page.clock.runFor(25_000)
    expect(await spoken.textContent()).toMatch(/Time left: [24]0 seconds\./)

    await page.keyboard.press('Escape')
    await idle(page).waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await idle(page).waitFor({ state: 'detached' })
    await pass(page, 10 * minute)
    await page.reload()
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
  })

  it.each(['2001-01-01', '2040-12-31'])(
    'it is announced in time on a device of %s',
    async (day) => {
      const { page } = await open(new Date(day))
      await pass(page, 27 * minute)
      expect(await idle(page).isVisible()).toBe(false)
      await pass(page, minute + 2_000)
      await idle(page).waitFor()
    },
  )

  it('staying in one tab closes the dialog in the other', async () => {
    const { page, context } = await open()
    const other = await context.newPage()
    await other.clock.install()
    await other.goto('/notes')
    await other.getByRole('heading', { name: 'Groceries' }).waitFor()
    product().bff.clock.advance(28 * minute + 2_000)
    await page.clock.fastForward(28 * minute + 2_000)
    await other.clock.fastForward(28 * minute + 2_000)
    await idle(page).waitFor()
    await idle(other).waitFor()
    await other.getByRole('button', { name: 'Stay signed in' }).click()
    await idle(page).waitFor({ state: 'detached' })
    expect(await page.getByRole('heading', { name: 'Groceries' }).isVisible()).toBe(true)
  })

  it('the idle end comes by itself, with its reason', async () => {
    const { page } = await open()
    await pass(page, 28 * minute + 2_000)
    await idle(page).waitFor()
    await pass(page, 2 * minute)
    await page.getByText('Nothing happened for a while').waitFor()
    expect(await page.evaluate('document.body.innerText')).not.toContain('Groceries')
  })

  it('the absolute end is told with its time, and can be met by signing in anew', async () => {
    const { page, context } = await open()
    for (const ms of [25, 25]) {
      await pass(page, ms * minute)
      await page.evaluate(
        `fetch('/auth/session/extend', { method: 'POST', headers: { 'x-csrf': '1' } })`,
      )
    }
    await pass(page, 5 * minute + 2_000)
    const dialog = page.getByRole('alertdialog', { name: 'You will be signed out soon' })
    await dialog.getByText(/For your security you will be signed out at \d\d:\d\d\./).waitFor()
    await dialog.getByRole('button', { name: 'Later' }).click()
    await dialog.waitFor({ state: 'detached' })

    // Put off for this tab as it is; a new page says it again.
    await page.reload()
    await dialog.waitFor()
    const opened = context.waitForEvent('page')
    await dialog.getByRole('button', { name: 'Sign in again now' }).click()
    await (await opened).waitForEvent('close')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    const { session } = (await (
      await context.request.get('/auth/session', {
        headers: { 'x-csrf': '1' },
      })
    ).json()) as { session: { absoluteExpiresIn: number } }
    expect(session.absoluteExpiresIn).toBeGreaterThan(3_500)
  })
})
