/**
 * No flash of the wrong state: every frame of the first two seconds is looked at, with the session's answer
 * late or not, on the way back from another site – where the page comes without the session inside.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useProduct } from './product.ts'

const delaysMs = [0, 300, 3000]

describe.skipIf(inject('chromium') === null)('the first two seconds', () => {
  const product = useProduct()

  /** From another site, so that the SameSite=Strict cookie stays at home and the page has to ask. */
  async function comeFromElsewhere(page: Page, path: string): Promise<void> {
    await page.goto(product().world.authorizationServer.issuer)
    await page.evaluate(`location.href = ${JSON.stringify(product().origin + path)}`)
    await page.waitForURL(product().origin + path)
  }

  it.each(['/', '/notes', '/nowhere'].flatMap((path) => delaysMs.map((ms) => [path, ms] as const)))(
    'of %s never ask somebody who is signed in to sign in, %i ms late [SC-20]',
    async (path, ms) => {
      const { page, frames, requests } = await product().openAs('alice')
      await page.route('**/auth/session', async (route) => {
        await page.waitForTimeout(ms)
        await route.continue()
      })
      frames.length = requests.length = 0
      await comeFromElsewhere(page, path)
      await page.waitForTimeout(2000)
      await page.getByRole('button', { name: 'Signed in as' }).waitFor()
      expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toHaveLength(1)
      expect(requests.filter(({ url }) => url.pathname === '/auth/login')).toEqual([])
      expect(frames.length).toBeGreaterThan(0)
      expect(frames.filter((words) => /sign in\b/i.test(words))).toEqual([])
    },
  )

  it('need no question when the page is opened anew: the answer is in it', async () => {
    const { page, frames, requests } = await product().openAs('alice')
    frames.length = requests.length = 0
    await page.goto('/account')
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toEqual([])
    expect(frames.filter((words) => /sign in\b/i.test(words))).toEqual([])
  })

  it.each(['/notes', '/account'])('of %s show nothing private to a stranger', async (path) => {
    const { page, frames } = await product().open()
    await comeFromElsewhere(page, '/')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor()
    frames.length = 0
    await page.goto(path)
    await page.waitForURL(`${product().world.authorizationServer.issuer}/**`)
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
