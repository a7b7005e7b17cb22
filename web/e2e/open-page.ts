/** A browser profile for one test, without the product in front of it: empty, and closed when the test is over. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { openChromium } from './chromium.ts'

export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await openChromium(inject('chromium') ?? '')
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  return context.newPage()
}
