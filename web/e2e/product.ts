/**
 * The product as it is shipped – the built web app, served by the BFF – in the local world, with a real
 * browser in front of it. One for each test file; each test gets a browser context of its own.
 */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import { openWorld, type World } from '../../bff/dev/world.ts'
import { openWebRoot } from '../../bff/src/spa/web-root.ts'
import { openBff, type OpenBff, type OpenBffOptions } from '../../bff/test/open-bff.ts'
import { openChromium } from './chromium.ts'
import { signIn } from './person.ts'
import { watchUnderWay } from './under-way.ts'
import { watchFrames } from './watch-frames.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

export interface Product {
  origin: string
  bff: OpenBff
  world: World
  /** A new browser profile with one tab. What goes wrong in it fails the test that opened it. */
  open(options?: BrowserContextOptions): Promise<Tab>
  /** The same, with the cookies of somebody who has signed in; they really do, once for each file. */
  openAs(person: string, options?: BrowserContextOptions): Promise<Tab>
}

export interface Asked {
  method: string
  url: URL
  from: string
  isVisit: boolean
}

export interface Tab {
  page: Page
  context: BrowserContext
  /** Errors of the page itself and violations of its policy, as the console told them. */
  complaints: string[]
  /** Everything that this profile asked for, and from which page. */
  requests: Asked[]
  /** What stood on the app's own pages, frame by frame: visible words, and only when they changed. */
  frames: string[]
  /** Until a page, this one unless named, has heard all it has asked for and we have all it has told. */
  settle(page?: Page): Promise<void>
  /** The same, and from here on the lists are new. */
  forget(): Promise<void>
}

/** In a describe block: `const product = useProduct()`, and in its tests `product().open()`. */
export function useProduct(options: OpenBffOptions = {}): () => Product {
  let product: Product | undefined
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const world = await openWorld()
    ends.push(() => world.close())
    const env = { ...world.env, ...options.env }
    const bff = await openBff({ web: openWebRoot(dist), ...options, env })
    ends.push(() => bff.close())
    const browser = await openChromium(inject('chromium') ?? '')
    const open: Product['open'] = (how) => openTab(browser, bff.origin, how)
    const cookies = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
    product = {
      origin: bff.origin,
      bff,
      world,
      open,
      async openAs(person, how) {
        const storageState = cookies.get(person)
        if (storageState !== undefined) return open({ ...how, storageState })
        const tab = await open(how)
        await signIn(tab.page, person)
        cookies.set(person, await tab.context.storageState())
        return tab
      },
    }
  })
  afterAll(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  })

  return () => {
    if (product === undefined) throw new Error('The product opens before the tests, not before.')
    return product
  }
}

async function openTab(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', ...options })
  onTestFinished(() => context.close())
  const complaints: string[] = []
  const requests: Asked[] = []
  const frames: string[] = []
  await context.exposeBinding('tellFrame', (_source, words?: string) => {
    if (words !== undefined) frames.push(words)
  })
  await context.addInitScript(watchFrames, baseURL)
  context.on('request', (request) => {
    requests.push({
      method: request.method(),
      url: new URL(request.url()),
      // A visit may be there before its frame is; where it comes from is not asked of it anyway.
      from: request.isNavigationRequest() ? '' : request.frame().url(),
      isVisit: request.isNavigationRequest(),
    })
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    if (/Content.Security.Policy|Trusted|violates/i.test(message.text())) {
      complaints.push(message.text())
    }
  })
  const hearAll = watchUnderWay(context)
  const page = await context.newPage()
  const settle = async (which = page) => {
    await hearAll(which)
    // Not there on the pages of others.
    await which.evaluate('globalThis.tellNow?.()')
  }
  const forget = async () => {
    await settle()
    frames.length = requests.length = 0
  }
  return { page, context, complaints, requests, frames, settle, forget }
}
