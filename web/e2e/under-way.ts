/**
 * What the scripts of a page have asked for and not heard yet. A test that moves a clock, or ends a session,
 * waits for nothing to be under way: an answer that was given before and is taken in afterwards would be about
 * another time. An event stream is never over, and is not waited for.
 */
import type { BrowserContext, Page, Request } from 'playwright-core'
import { expect } from 'vitest'

/** @returns waits until a page of this context has heard everything */
export function watchUnderWay(context: BrowserContext): (page: Page) => Promise<void> {
  const underWay = new WeakMap<Page, Set<Request>>()
  context.on('page', (page) => underWay.set(page, watch(page)))
  return async (page) => {
    await expect.poll(() => underWay.get(page)?.size, { timeout: 20_000 }).toBe(0)
  }
}

function watch(page: Page): Set<Request> {
  const open = new Set<Request>()
  page.on('request', (request) => {
    // Whatever the page before this one had asked for, nobody waits for it any more.
    if (request.isNavigationRequest()) open.clear()
    if (request.resourceType() === 'fetch') open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return open
}
