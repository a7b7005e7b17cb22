/**
 * Every page in both themes: axe finds nothing, nothing is wider than a phone of 320 px, text may be twice as
 * large, and there is one title, one h1 and the focus where reading begins.
 */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useProduct } from './product.ts'

/** A page, and what is done to it before it is looked at. */
const pages: [name: string, path: string, act?: (page: Page) => Promise<void>][] = [
  ['home', '/'],
  ['signed out', '/signed-out?reason=idle'],
  ['sign-in refused', '/signed-out?reason=login-refused'],
  ['problem', '/problem?code=provider-unreachable&ref=3a8xn3mg-4z'],
  ['not found', '/nowhere'],
]
const privatePages: typeof pages = [
  ['notes', '/notes', (page) => page.getByRole('heading', { name: 'Groceries' }).waitFor()],
  [
    'a note being edited',
    '/notes',
    (page) => page.getByRole('button', { name: 'Edit “Groceries”' }).click(),
  ],
  [
    'a note about to go',
    '/notes',
    (page) => page.getByRole('button', { name: 'Delete “Groceries”' }).click(),
  ],
  ['a title missing', '/notes', (page) => page.getByRole('button', { name: 'Add note' }).click()],
  ['account', '/account'],
  ['the menu', '/', (page) => page.getByRole('button', { name: 'Signed in as' }).click()],
]
const all = [
  ...pages.map((page) => [...page.slice(0, 2), page[2], undefined]),
  ...privatePages.map((page) => [...page.slice(0, 2), page[2], 'alice']),
] as [string, string, ((page: Page) => Promise<void>) | undefined, string | undefined][]

describe.skipIf(inject('chromium') === null)('accessibility', () => {
  const product = useProduct()

  async function open(
    [, path, act, person]: (typeof all)[number],
    options: Parameters<ReturnType<typeof product>['open']>[0],
  ): Promise<Page> {
    const { page } = person
      ? await product().openAs(person, options)
      : await product().open(options)
    await page.goto(path)
    await page.locator('h1').waitFor()
    await act?.(page)
    return page
  }

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each(all)('axe finds nothing on %s', async (...which) => {
      const page = await open(which, { colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)')
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    })
  })

  it.each(all)('%s fits a phone of 320 px', async (...which) => {
    const page = await open(which, { viewport: { width: 320, height: 640 } })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })

  it.each(all)('%s stands text twice as large', async (...which) => {
    const page = await open(which, { viewport: { width: 1024, height: 768 } })
    await page.evaluate('document.documentElement.style.fontSize = "200%"')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1024)
  })

  it('a navigation moves the focus to the heading and names the page', async () => {
    const page = await open(['home', '/', undefined, 'alice'], {})
    expect(await page.title()).toBe('Claimcheck')
    await page.getByRole('link', { name: 'Open your notes' }).click()
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    expect(await page.title()).toBe('Notes · Claimcheck')
  })

  it('the first press of Tab leads past the menu', async () => {
    const page = await open(['home', '/', undefined, undefined], {})
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
  })
})

interface Violation {
  id: string
  nodes: { html: string }[]
}
