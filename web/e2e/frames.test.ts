/**
 * No flash of the wrong state: every frame is looked at from the first on, with the session's answer late or
 * not, on the way back from another site – where the page comes without the session inside.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useProduct } from './product.ts'

/** By so many frames of the page the answer comes late: while its code is coming, and long after. */
const delays = [0, 20, 120]

const draw = (page: Page, frames: number) =>
  page.evaluate(`new Promise((resolve) => {
    let left = ${frames}
    const next = () => (left-- > 0 ? requestAnimationFrame(next) : resolve())
    next()
  })`)

describe.skipIf(inject('chromium') === null)('the first frames', () => {
  const product = useProduct()

  /** From another site, so that the SameSite=Strict cookie stays at home and the page has to ask. */
  async function comeFromElsewhere(page: Page, path: string): Promise<void> {
    await page.goto(product().world.authorizationServer.issuer)
    await page.evaluate(`location.href = ${JSON.stringify(product().origin + path)}`)
    await page.waitForURL(product().origin + path)
  }

  it.each(
    ['/', '/notes', '/nowhere'].flatMap((path) => delays.map((late) => [path, late] as const)),
  )(
    'of %s never ask somebody who is signed in to sign in, %i frames late [SC-20]',
    async (path, late) => {
      const { page, frames, requests, settle, forget } = await product().openAs('alice')
      await page.route('**/auth/session', async (route) => {
        await draw(page, late)
        await route.continue()
      })
      await forget()
      await comeFromElsewhere(page, path)
      await page.getByRole('button', { name: 'Signed in as' }).waitFor()
      await draw(page, 20)
      await settle()
      expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toHaveLength(1)
      expect(requests.filter(({ url }) => url.pathname === '/auth/login')).toEqual([])
      expect(frames.length).toBeGreaterThan(0)
      expect(frames.filter((words) => /sign in\b/i.test(words))).toEqual([])
    },
  )

  it('need no question when the page is opened anew: the answer is in it', async () => {
    const { page, frames, requests, settle, forget } = await product().openAs('alice')
    await forget()
    await page.goto('/account')
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await settle()
    expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toEqual([])
    expect(frames.filter((words) => /sign in\b/i.test(words))).toEqual([])
  })

  it.each(['/notes', '/account'])('of %s show nothing private to a stranger', async (path) => {
    const { page, frames, settle, forget } = await product().open()
    await comeFromElsewhere(page, '/')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor()
    await forget()
    await page.goto(path)
    await page.waitForURL(`${product().world.authorizationServer.issuer}/**`)
    await settle()
    expect(frames.filter((words) => /notes|profile|export|ticket/i.test(words))).toEqual([])
  })

  it.each([
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const)('keep the %s colours that somebody chose on a %s device', async (chosen, device) => {
    const { page } = await product().openAs('alice', { colorScheme: device })
    await page.goto('/account')
    await page.getByRole('radio', { name: chosen === 'light' ? 'Light' : 'Dark' }).check()
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    const before = await paper()
    // Only the page and what blocks its first paint: no script of the app has run.
    await page.route('**/assets/{index,app}-*.js', (route) => route.abort())
    await page.reload()
    expect(await paper()).toBe(before)
  })
})
