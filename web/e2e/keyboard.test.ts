/**
 * A whole visit without a mouse: sign in, write a note, look at the account, sign out. Whatever has the focus on
 * the way can be seen to have it, and nothing lies over it (WCAG 2.1.1, 2.4.7, 2.4.11).
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('with the keyboard alone', () => {
  const product = useProduct()

  /** Presses Tab until that is where the focus is. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    const passed: string[] = []
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate<Focused>(lookAtFocus)
      passed.push(here.name)
      const faults = [...(here.seen ? [] : ['unseen']), ...(here.covered ? ['covered'] : [])]
      // The sign-in page is the authorization server's, and has tests of its own.
      const ours = page.url().startsWith(product().origin)
      expect([here.name, ...(ours ? faults : [])]).toEqual([here.name])
      if (typeof name === 'string' ? here.name === name : name.test(here.name)) return
    }
    throw new Error(`Nothing that can be reached is called ${name}: ${passed.join(' | ')}`)
  }

  it.each([
    ['on a desk', { width: 1280, height: 800 }],
    ['on a small screen', { width: 390, height: 640 }],
  ])('one signs in, writes, looks at the account and signs out, %s', async (where, viewport) => {
    const title = `Written ${where}` // the world is one for both, and keeps what was written
    const { page } = await product().open({ viewport, reducedMotion: 'reduce' })
    await page.goto('/')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor()
    await tabTo(page, 'Skip to the content')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Sign in')
    await page.keyboard.press('Enter')

    await page.waitForURL(`${product().world.authorizationServer.issuer}/**`)
    await tabTo(page, /Alice/)
    await page.keyboard.press('Enter')
    const allow = page.locator('button[name=decision][value=allow]')
    await allow
      .or(page.getByRole('heading', { name: 'Your notes' }))
      .first()
      .waitFor()
    if ((await allow.count()) > 0) {
      await allow.focus()
      await page.keyboard.press('Enter')
    }

    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await tabTo(page, 'Title')
    await page.keyboard.type(title)
    await tabTo(page, 'Text')
    await page.keyboard.type('And found again.')
    await tabTo(page, 'Add note')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: title }).waitFor()
    await tabTo(page, `Delete “${title}”`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    // Back to the top as one does: round the whole page.
    await tabTo(page, 'Signed in as Alice Andersson')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Account')
    await page.keyboard.press('Enter')
    await page.getByText('Only this device is signed in.').waitFor()
    await tabTo(page, 'What is this list?')
    await page.keyboard.press('Enter')
    await page.getByText('so does a private window').waitFor()
    await tabTo(page, 'Like my device')
    await page.keyboard.press('ArrowRight')
    await page.locator('html[data-theme=light]').waitFor()
    await tabTo(page, 'Sign out')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  })
})

/** Runs in the page: what has the focus, can it be told, and does anything lie over its middle. */
const lookAtFocus = `(() => {
  const element = document.activeElement
  const label = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return {
    name: element === document.body ? '' : label.trim().replace(/\\\\s+/g, ' '),
    seen: element === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
    covered: element !== document.body && over?.closest('header') !== null && !element.closest('header, [popover]'),
  }
})()`

interface Focused {
  name: string
  seen: boolean
  covered: boolean
}
