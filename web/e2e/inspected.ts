/**
 * The app as `pnpm dev` shows it: Vite in front, a BFF under observation behind it, in one process and without a
 * watcher. One for each test file.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import {
  type InspectedHouse,
  openInspectedHouse,
} from '../../bff/dev/inspector/inspected-house.fixture.ts'
import { freePort } from '../../bff/dev/loopback-server.ts'
import { startWebServer } from '../../bff/dev/start/web-server.ts'
import { launchChromium } from './chromium.ts'

export interface Inspected {
  house: InspectedHouse
  /** A new browser profile whose tab has opened the inspector, key and all. */
  open(options?: BrowserContextOptions): Promise<Page>
}

export function useInspected(): () => Inspected {
  let inspected: Inspected | undefined
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const bffPort = await freePort(0)
    const house = await openInspectedHouse({ port: bffPort })
    ends.push(() => house.close())
    const { appPort: port } = house.world
    const web = await startWebServer({ port, bffPort, watching: false })
    ends.push(() => web.close())
    const browser = await launchChromium(inject('chromium') ?? '')
    ends.push(() => browser.close())
    inspected = { house, open: (options) => openInspector(browser, house, options) }
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
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`/__dev/open?key=${key}`)
  await page.getByRole('heading', { name: 'Inspector' }).waitFor()
  return page
}

/** A switch, turned by script through the same door as by hand. */
export async function fault(page: Page, asked: Record<string, unknown>): Promise<number> {
  return page.evaluate(async (body) => {
    const headers = { 'x-csrf': '1', 'content-type': 'application/json' }
    return (await fetch('/__dev/faults', { method: 'POST', headers, body })).status
  }, JSON.stringify(asked))
}
