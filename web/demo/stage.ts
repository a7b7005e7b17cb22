/**
 * The windows of the tour: the app, the inspector beside it – the same browser profile, so that it tells of the same
 * session – and a phone. Without a display nobody sees them, and each is as large as its place in a picture.
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Cast } from './tour.ts'

export interface Stage extends Cast {
  inspector: Page
  close(): Promise<void>
}

export interface StageOptions {
  origin: string
  /** Of the inspector (`/__dev/open?key=…`). */
  key: string
  colorScheme: 'light' | 'dark'
  /** For people: windows beside each other, and things move. */
  headed: boolean
}

export const appSize = { width: 600, height: 820 }
export const inspectorSize = { width: 920, height: 820 }
const phoneSize = { width: 390, height: 844 }
const phoneAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

/** @param executablePath of a Chromium. Its sandbox needs what containers do not have; the pages are our own. */
export function launch(executablePath: string, headed: boolean): Promise<Browser> {
  const args = ['--no-sandbox', '--no-first-run', '--disable-gpu']
  return chromium.launch({ executablePath, headless: !headed, args, slowMo: headed ? 150 : 0 })
}

export async function setStage(browser: Browser, options: StageOptions): Promise<Stage> {
  const { origin, key, colorScheme, headed } = options
  const usual: BrowserContextOptions = {
    baseURL: origin,
    locale: 'en-GB',
    colorScheme,
    ...(!headed && { deviceScaleFactor: 2, reducedMotion: 'reduce' }),
  }
  const agent = await nameOf(browser)
  const desk = await browser.newContext({ ...usual, viewport: appSize, userAgent: agent })
  const inspector = await desk.newPage()
  await inspector.setViewportSize(inspectorSize)
  await inspector.goto(`/__dev/open?key=${key}`)
  await inspector.getByRole('heading', { name: 'Inspector' }).waitFor()
  const app = await desk.newPage()
  const away = await browser.newContext({ ...usual, viewport: phoneSize, userAgent: phoneAgent })
  if (headed) await sideBySide(app, inspector)
  return {
    app,
    inspector,
    phone: await away.newPage(),
    async close() {
      await desk.close()
      await away.close()
    },
  }
}

/** As it calls itself where somebody looks: without a display it says so, and no list of devices knows that name. */
async function nameOf(browser: Browser): Promise<string> {
  const page = await browser.newPage()
  const name = await page.evaluate<string>('navigator.userAgent')
  await page.close()
  return name.replace('HeadlessChrome', 'Chrome')
}

/** Where windows are can only be said to Chromium itself (Chrome DevTools Protocol). */
async function sideBySide(left: Page, right: Page): Promise<void> {
  let at = 0
  for (const [page, { width, height }] of [
    [left, appSize],
    [right, inspectorSize],
  ] as const) {
    const session = await page.context().newCDPSession(page)
    const { windowId } = await session.send('Browser.getWindowForTarget')
    const bounds = { left: at, top: 0, width, height: height + 90 }
    await session.send('Browser.setWindowBounds', { windowId, bounds })
    at += width
  }
}
