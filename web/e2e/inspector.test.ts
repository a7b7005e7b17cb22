/** The inspector in a real browser: a sign-in drawn while it happens, by mouse, by keyboard and in words. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { fault, useInspected } from './inspected.ts'
import { signIn } from './person.ts'

describe.skipIf(inject('chromium') === null)('the inspector', () => {
  const inspected = useInspected()

  /** Somebody signs in in one tab while another one watches. */
  async function watchSignIn(options?: Parameters<ReturnType<typeof inspected>['open']>[0]) {
    const page = await inspected().open(options)
    const app = await page.context().newPage()
    await signIn(app, 'alice')
    await page.bringToFront()
    const flows = page.getByRole('navigation', { name: 'Flows' })
    await flows.getByRole('button', { name: 'Sign-in complete' }).first().click()
    await step(page, /Everything holds/).waitFor()
    return { page, app, flows }
  }

  const step = (page: Page, name: RegExp) =>
    page.getByRole('list', { name: /^Steps of/ }).getByRole('button', { name })

  it('draws a sign-in while it happens, and tells it once it is complete', async () => {
    const { page } = await watchSignIn()
    const lines = await page
      .getByRole('list', { name: 'Steps of Sign-in' })
      .getByRole('button')
      .all()
    expect(lines.length).toBeGreaterThan(10)
    await page
      .getByRole('status')
      .filter({ hasText: 'steps, complete' })
      .waitFor({ state: 'attached' })
  })

  it('opens a step with what was said, why, and what was checked', async () => {
    const { page } = await watchSignIn()
    await step(page, /POST \/token/).click()
    await page.getByText('Proves that the code was asked for by us.').waitFor()
    await page.getByText('S256(verifier) is the challenge.').waitFor()
    expect(await page.getByText('Does not hold:').count()).toBe(0)
  })

  it('is walked by the arrow keys, and the address names the step', async () => {
    const { page } = await watchSignIn()
    await step(page, /^1 /).click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate('document.activeElement.textContent')
    expect(name).toMatch(/^3 /)
    expect(await page.evaluate('document.activeElement.ariaExpanded')).toBe('true')
    const { hash } = new URL(page.url())
    await page.reload()
    await page.locator(`[id="step-${hash.slice(1)}"][aria-expanded=true]`).waitFor()
  })

  it('says the same in words', async () => {
    const { page } = await watchSignIn()
    await page.getByRole('button', { name: 'As text' }).click()
    const words = page.getByRole('list', { name: 'Sign-in in words' })
    const sentence = words.getByText('BFF to Authorization server: POST /token')
    await sentence.waitFor()
    expect(await sentence.textContent()).toContain('back channel')
  })

  it('sets what scripts can see beside what the server holds', async () => {
    const { page } = await watchSignIn()
    const held = page.getByRole('region', { name: 'What the server holds' })
    await held.getByText('refresh_token').waitFor()
    const sight = page.getByRole('region', { name: 'What JavaScript can see' })
    expect(await sight.getByText('none').count()).toBeGreaterThanOrEqual(2)
  })

  it('shows two tabs with one refresh, and a call that was refused once', async () => {
    const { page, app, flows } = await watchSignIn()
    const { house } = inspected()
    const { promise, resolve } = Promise.withResolvers<void>()
    house.gate.open = promise
    expect(await fault(page, { id: 'token-expired' })).toBe(200)
    // Not from the browser's cache, where the second would wait for the first.
    const both = app.evaluate(`Promise.all([1, 2].map(() =>
      fetch('/api/notes', { cache: 'no-store', headers: { 'x-csrf': '1' } })
        .then(({ status }) => status)))`)
    await flows.getByRole('button', { name: /2 calls at once, one refresh/ }).waitFor()
    resolve()
    expect(await both).toEqual([200, 200])
    expect(await fault(page, { id: 'api-401' })).toBe(200)
    await app.evaluate(`fetch('/api/notes', { headers: { 'x-csrf': '1' } }).then(() => undefined)`)
    await flows.getByRole('button', { name: /refused once/ }).waitFor()
  })

  it('is locked without the key', async () => {
    const page = await inspected().open()
    await page.context().clearCookies()
    await page.reload()
    await page.getByText('This page is locked.').waitFor()
    expect(await page.getByRole('navigation', { name: 'Flows' }).count()).toBe(0)
  })

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    const { page } = await watchSignIn({ colorScheme, reducedMotion: 'reduce' })
    await step(page, /GET \/auth\/callback/).click()
    await page.evaluate(axe.source)
    for await (const view of views(page)) {
      const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)')
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
      expect([view, found]).toEqual([view, []])
    }
  })

  it('fits a phone of 320 px', async () => {
    const { page } = await watchSignIn({ viewport: { width: 320, height: 640 } })
    await step(page, /POST \/token/).click()
    for await (const view of views(page)) {
      expect([view, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
        view,
        320,
      ])
    }
  })
})

/** One after the other. */
async function* views(page: Page): AsyncGenerator<string> {
  yield 'Flows'
  await page.getByRole('button', { name: 'Faults' }).click()
  await page.getByRole('switch').first().waitFor()
  yield 'Faults'
  await page.getByRole('button', { name: 'Error pages' }).click()
  yield 'Error pages'
}

interface Violation {
  id: string
  nodes: { html: string }[]
}
