/**
 * What the eye relies on: nothing jumps while a page comes, words stand before their font does, nothing moves for
 * those who asked for stillness, controls keep their outlines in forced colours; and a page that knows who is
 * here asks nobody before it is drawn.
 */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { paths } from 'shared/paths'
import { describe, expect, inject, it, vi } from 'vitest'
import { useProduct } from './product.ts'

const visits: [path: string, person: string | undefined, settled: string][] = [
  ['/', undefined, 'For those who build it'],
  ['/signed-out?reason=idle', undefined, 'Nothing happened for a while'],
  ['/', 'alice', 'Open your notes'],
  ['/notes', 'alice', 'Bread, tomatoes'],
  ['/account', 'alice', 'Only this device'],
]

describe.skipIf(inject('chromium') === null)('the design', () => {
  const product = useProduct()

  async function open(person: string | undefined, options: BrowserContextOptions = {}) {
    const tab = await (person ? product().openAs(person, options) : product().open(options))
    // Whoever has just signed in for the first time stands on a page already.
    await tab.page.goto('about:blank')
    await tab.page.addInitScript(keepShifts)
    await tab.forget()
    return tab
  }

  async function visit(page: Page, [path, , settled]: (typeof visits)[number]): Promise<void> {
    await page.goto(path)
    await page.getByText(settled).first().waitFor()
    await page.evaluate('document.fonts.ready')
  }

  // One visit to each for all of it, and one more where it has to be a fresh one.
  it.each(visits)('nothing jumps, moves or loses its outline on %s (%s)', async (...which) => {
    const { page } = await open(which[1], { viewport: { width: 1280, height: 800 } })
    await visit(page, which)
    expect(['on a desk', ...(await page.evaluate<unknown[]>('shifts'))]).toEqual(['on a desk'])
    await page.setViewportSize({ width: 390, height: 844 })
    await visit(page, which)
    expect(['on a phone', ...(await page.evaluate<unknown[]>('shifts'))]).toEqual(['on a phone'])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await page.evaluate(moving)).toEqual([])
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await page.evaluate(unbounded)).toEqual([])
  })

  it('words stand before their font has come, and stay where they are when it does', async () => {
    const { page } = await open(undefined)
    const font = Promise.withResolvers<void>()
    await page.route('**/*.woff2', async (route) => {
      await font.promise
      await route.continue()
    })
    // Not until loaded: that waits for the font.
    await page.goto('/', { waitUntil: 'commit' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    const painted = 'performance.getEntriesByName("first-contentful-paint").length'
    await vi.waitFor(async () => expect(await page.evaluate(painted)).toBe(1))
    expect(await page.evaluate('document.fonts.status')).toBe('loading')
    font.resolve()
    await vi.waitFor(async () =>
      expect(await page.evaluate('document.fonts.status')).toBe('loaded'),
    )
    // The ticket is printed narrower than any stand-in is; no word of a text moves (0.1 counts as good).
    const moved = await page.evaluate<number>('shifts.reduce((sum, [value]) => sum + value, 0)')
    expect(moved).toBeLessThan(0.0005)
  })

  it('all that is preloaded is used, once, and nothing else is needed to begin', async () => {
    const { page, requests } = await open(undefined)
    await visit(page, ['/', undefined, 'For those who build it'])
    const named = await page.evaluate<string[]>(
      '[...document.querySelectorAll("link[rel$=preload], script[src]")].map(({ href, src }) => href ?? src)',
    )
    const asked = requests
      .map(({ url }) => url.href)
      .filter((url) => /\.(js|woff2)$/.test(url))
      .toSorted()
    expect(asked).toEqual(named.toSorted())
    expect(
      await page.evaluate('[...document.fonts].some(({ status }) => status === "loaded")'),
    ).toBe(true)
  })

  it('a page that was told who is here asks nobody before it is drawn, and once for its notes', async () => {
    const { page, requests } = await open('alice')
    const answers = Promise.withResolvers<void>()
    await page.route(/\/(api|auth)\//, async (route) => {
      if (route.request().url().endsWith(paths.events)) return route.abort()
      await answers.promise
      return route.continue()
    })
    await page.goto('/notes')
    await page.getByRole('heading', { name: 'Notes', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Signed in as Alice Andersson' }).waitFor()
    answers.resolve()
    await page.getByText('Bread, tomatoes').waitFor()
    const asked = requests
      .map(({ url }) => url.pathname)
      .filter((path) => /^\/(api|auth)\//.test(path))
    expect(asked.filter((path) => path !== paths.events)).toEqual(['/api/notes'])
  })

  it('something does for those who do not mind, so that there is something to switch off', async () => {
    const { page } = await open('alice')
    await visit(page, ['/account', 'alice', 'Only this device'])
    expect(await page.evaluate(moving)).not.toEqual([])
    await page.getByRole('radio', { name: 'None' }).check()
    expect(await page.evaluate(moving)).toEqual([])
  })
})

/** Before anything else of the page: keeps every layout shift, and what it moved. */
const keepShifts = `globalThis.shifts = []
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])
  }
}).observe({ type: 'layout-shift', buffered: true })`

/** Everything that takes its time: a transition, or an animation that goes on. */
const moving = `[...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName, animationDuration, animationIterationCount } = getComputedStyle(element)
  const takes = (times) => times.split(', ').some((time) => parseFloat(time) > 0.01)
  return takes(transitionDuration) || (animationName !== 'none' && (takes(animationDuration) || animationIterationCount === 'infinite'))
}).map((element) => element.outerHTML.slice(0, 80))`

/** Buttons and fields without a line around them that can be seen. */
const unbounded = `[...document.querySelectorAll('.button, button, input[type=text], textarea, .choice label, .badge, .avatar')].filter((element) => {
  const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element)
  if (element.checkVisibility() === false || element.matches('.person-link')) return false
  return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || /^rgba.*, 0\\)$/.test(borderTopColor)
}).map((element) => element.outerHTML.slice(0, 80))`
