/**
 * Every page and every dialog in both themes: axe finds nothing, nothing is wider than a phone of 320 px, text
 * may be twice as large, and there is one title, one h1 and the focus where reading begins.
 */
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { paths, refusalHeader } from 'shared/paths'
import type { ProblemBody } from 'shared/problem'
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
  ['account', '/account', (page) => page.getByText('Only this device').waitFor()],
  ['account on two devices', '/account', withPhone],
  ['a device about to be signed out', '/account', (page) => askToEnd(page, 'Sign out Safari')],
  ['all others about to be', '/account', (page) => askToEnd(page, 'Sign out everywhere else')],
  ['account without its list', '/account', withoutList],
  ['account, stronger contrast', '/account', (page) => page.getByLabel('Stronger').check()],
  ['what the list is', '/account', (page) => page.getByText('What is this list?').click()],
  ['signed out while writing', '/notes', signedOutWhileWriting],
  ['an action to be confirmed', '/notes', toBeConfirmed],
  ['a sign-in about to end', '/notes', aboutToEnd],
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
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const { page } = person
      ? await product().openAs(person, options)
      : await product().open(options)
    await page.goto(path)
    await page.locator('h1').waitFor()
    await act?.(page)
    return page
  }

  async function complaintsOfAxe(page: Page): Promise<unknown[]> {
    const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)')
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  }

  // One visit for all four: getting there takes longer than looking.
  it.each(all)('%s: axe finds nothing, and it fits a phone and larger text', async (...which) => {
    const page = await open(which, { reducedMotion: 'reduce' })
    await page.evaluate(axe.source)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect([colorScheme, ...(await complaintsOfAxe(page))]).toEqual([colorScheme])
    }
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.evaluate('document.documentElement.style.fontSize = "200%"')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1024)
    expect(await page.evaluate(hidden)).toEqual([])
  })

  it('a navigation moves the focus to the heading and names the page', async () => {
    const page = await open(['home', '/', undefined, 'alice'])
    expect(await page.title()).toBe('Claimcheck')
    await page.getByRole('link', { name: 'Open your notes' }).click()
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    expect(await page.title()).toBe('Notes · Claimcheck')
  })

  it('the first press of Tab leads past the menu', async () => {
    const page = await open(['home', '/', undefined, undefined])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
  })
})

/** Headings and first words that something else lies over; a dialog may lie over anything. */
const hidden = `[...document.querySelectorAll('h1, .lead')].filter((words) => {
  if (document.querySelector('dialog[open]') || !words.checkVisibility()) return false
  scrollTo(0, 0)
  const range = new Range()
  range.selectNodeContents(words)
  const { right, top, bottom } = range.getBoundingClientRect()
  return document.elementFromPoint(right - 4, (top + bottom) / 2)?.closest('.ticket')
}).map((words) => words.outerHTML)`

/** As the BFF would tell of a second device. */
async function withPhone(page: Page): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const one = { createdAt: now, authTime: now, lastActiveAt: now, amr: ['pwd', 'otp'] }
  const left = { idleExpiresIn: 1_800, absoluteExpiresIn: 43_200 }
  const sessions = [
    { ...one, ...left, handle: 'h-1', current: true, device: 'Chromium on Linux' },
    {
      ...one,
      ...left,
      handle: 'h-2',
      current: false,
      device: 'Safari on iPhone',
      address: '203.0.113.0/24',
      lastActiveAt: now - 300,
    },
  ]
  await page.route('**/auth/sessions', (route) => route.fulfill({ json: { sessions } }))
  await page.reload()
  await page.getByText('5 minutes ago').waitFor()
}

async function askToEnd(page: Page, button: string): Promise<void> {
  await withPhone(page)
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').waitFor()
}

async function withoutList(page: Page): Promise<void> {
  await page.route('**/auth/sessions', (route) => route.fulfill({ status: 404, body: '' }))
  await page.reload()
  await page.getByText('We could not load where you are signed in.').waitFor()
}

/** Refused as our own BFF refuses. */
async function refuse(
  page: Page,
  path: string,
  body: Partial<ProblemBody> & { code: string },
): Promise<void> {
  await page.route(path, (route) =>
    route.request().method() === 'GET'
      ? route.fallback()
      : route.fulfill({ status: 401, json: body, headers: { [refusalHeader]: body.code } }),
  )
}

async function signedOutWhileWriting(page: Page): Promise<void> {
  await refuse(page, '**/api/notes', { code: 'session-ended', reason: 'idle' })
  await page.getByLabel('Title').fill('A long thought')
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
}

async function toBeConfirmed(page: Page): Promise<void> {
  await refuse(page, '**/api/notes/erase', { code: 'step-up-required', acrValues: ['two'] })
  await page.getByRole('button', { name: 'Delete all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click()
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
}

async function aboutToEnd(page: Page): Promise<void> {
  const left = { now: 1_800_000_000, idleExpiresIn: 90, absoluteExpiresIn: 40_000 }
  const body = `event: expiring\ndata: ${JSON.stringify({ limit: 'idle', ...left })}\n\n`
  await page.route(`**${paths.events}`, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body }),
  )
  await page.reload()
  await page.getByRole('alertdialog').waitFor()
}

interface Violation {
  id: string
  nodes: { html: string }[]
}
