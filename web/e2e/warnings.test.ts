/**
 * The end of a sign-in is announced, in time and aloud, and one press puts it off where it can be put off
 * (WCAG 2.2.1). Both clocks are moved by hand, the browser's and the BFF's, and only while nothing is on its way
 * between them: how long a sign-in still lasts counts from the moment in which the page hears it.
 */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { paths } from 'shared/paths'
import { describe, expect, inject, it } from 'vitest'
import { signIn } from './person.ts'
import { type Product, type Tab, useProduct } from './product.ts'

const minute = 60_000

/** What the countdown shows to those who look. */
async function secondsShown(page: Page): Promise<number> {
  const words = await page.locator('.dialog-countdown').innerText()
  const count = (unit: string) => Number(new RegExp(`(\\d+) ${unit}`).exec(words)?.[1] ?? 0)
  return 60 * count('minute') + count('second')
}

const warning = (page: Page) =>
  page.getByRole('alertdialog', { name: 'You will be signed out soon' })

async function open(product: Product, clock = new Date()): Promise<Tab> {
  const tab = await product.open({ reducedMotion: 'reduce' })
  const { page } = tab
  await page.clock.install({ time: clock })
  const listening = page.waitForResponse(`**${paths.events}`)
  await signIn(page)
  await page.getByRole('heading', { name: 'Groceries' }).waitFor()
  await listening
  return tab
}

/** For the BFF, and for all tabs of that browser. */
async function pass({ bff }: Product, { context, settle }: Tab, ms: number): Promise<void> {
  for (const page of context.pages()) await settle(page)
  bff.clock.advance(ms)
  await context.clock.fastForward(ms)
}

describe.skipIf(inject('chromium') === null)('before a sign-in ends', () => {
  const product = useProduct({
    env: { SESSION_IDLE_SECONDS: '1800', SESSION_ABSOLUTE_SECONDS: '3600' },
  })

  it('two idle minutes are announced, counted, spoken in steps, and put off by one press', async () => {
    const tab = await open(product())
    const { page } = tab
    await pass(product(), tab, 28 * minute + 2_000)
    await warning(page).waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: object[] }>('axe.run(document)')
    expect(violations).toEqual([])

    // From here on the page's time stands still, however long this machine takes.
    await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 2_000)
    for (const [left, words] of [
      [70, 'Time left: 2 minutes.'],
      [50, 'Time left: 1 minute.'],
      [30, 'Time left: 40 seconds.'],
    ] as const) {
      await page.clock.runFor(((await secondsShown(page)) - left) * 1000)
      await expect.poll(() => secondsShown(page)).toBe(left)
      expect(await page.locator('[aria-live]').textContent()).toBe(words)
    }
    await page.clock.resume()

    await page.keyboard.press('Escape')
    await warning(page).waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await warning(page).waitFor({ state: 'detached' })
    await pass(product(), tab, 10 * minute)
    await page.reload()
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
  })

  it.each(['2001-01-01', '2040-12-31'])(
    'it is announced in time on a device of %s',
    async (day) => {
      const tab = await open(product(), new Date(day))
      await pass(product(), tab, 27 * minute)
      await tab.settle()
      expect(await warning(tab.page).isVisible()).toBe(false)
      await pass(product(), tab, minute + 2_000)
      await warning(tab.page).waitFor()
    },
  )

  it('staying in one tab closes the dialog in the other', async () => {
    const tab = await open(product())
    const { page, context } = tab
    const other = await context.newPage()
    const listening = other.waitForResponse(`**${paths.events}`)
    await other.goto('/notes')
    await other.getByRole('heading', { name: 'Groceries' }).waitFor()
    await listening
    await pass(product(), tab, 28 * minute + 2_000)
    await warning(page).waitFor()
    await warning(other).waitFor()
    await other.getByRole('button', { name: 'Stay signed in' }).click()
    await warning(page).waitFor({ state: 'detached' })
    expect(await page.getByRole('heading', { name: 'Groceries' }).isVisible()).toBe(true)
  })

  it('the idle end comes by itself, with its reason', async () => {
    const tab = await open(product())
    const { page } = tab
    await pass(product(), tab, 28 * minute + 2_000)
    await warning(page).waitFor()
    await pass(product(), tab, 2 * minute)
    await page.getByText('Nothing happened for a while').waitFor()
    expect(await page.evaluate('document.body.innerText')).not.toContain('Groceries')
  })

  it('the absolute end is told with its time, and can be met by signing in anew', async () => {
    const tab = await open(product())
    const { page, context } = tab
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    for (const ms of [25, 25]) {
      await pass(product(), tab, ms * minute)
      // Not by the page's own doing, so that it hears of it by its event stream.
      const heard = new Promise((done) => devtools.once('Network.eventSourceMessageReceived', done))
      await page.evaluate(
        `fetch('/auth/session/extend', { method: 'POST', headers: { 'x-csrf': '1' } })
          .then((answer) => answer.json())`,
      )
      await heard
    }
    await pass(product(), tab, 5 * minute + 2_000)
    const dialog = warning(page)
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
