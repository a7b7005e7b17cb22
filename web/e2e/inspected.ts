/**
 * The app as `pnpm dev` shows it, in one process (demo/development.ts): one for each test file, with a real browser in
 * front of it.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import type { InspectedHouse } from '../../bff/dev/inspector/inspected-house.fixture.ts'
import { openDevelopment } from '../demo/development.ts'
import { openChromium } from './chromium.ts'

export interface Inspected {
  house: InspectedHouse
  /** A new browser profile whose tab has opened the inspector, key and all. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** The same, for all tests of a file: Vite has a hundred modules to send to every new profile. */
  openOnce(options?: BrowserContextOptions): Promise<Page>
}

export function useInspected(options: Parameters<typeof openDevelopment>[0] = {}): () => Inspected {
  let inspected: Inspected | undefined
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { house, close } = await openDevelopment(options)
    ends.push(close)
    const browser = await openChromium(inject('chromium') ?? '')
    const openOnce: Inspected['openOnce'] = async (options) => {
      const page = await openInspector(browser, house, options)
      ends.push(() => page.context().close())
      return page
    }
    inspected = {
      house,
      openOnce,
      async open(options) {
        const page = await openInspector(browser, house, options)
        onTestFinished(() => page.context().close())
        return page
      },
    }
  })
  afterAll(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  })

  return () => {
    if (inspected === undefined)
      throw new Error('The inspector opens before the tests, not before.')
    return inspected
  }
}

async function openInspector(
  browser: Browser,
  { origin, key }: InspectedHouse,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options })
  const page = await context.newPage()
  await page.goto(`/__dev/open?key=${key}`)
  await page.getByRole('heading', { name: 'Inspector' }).waitFor()
  return page
}

export { fault } from '../demo/fault.ts'
