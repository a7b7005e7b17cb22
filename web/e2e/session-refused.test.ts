/** Whoever says no at the sign-in service is back where nothing was shared, in words, and in no circle. */
import { expect, describe, inject, it } from 'vitest'
import { useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('a sign-in that came to nothing', () => {
  const product = useProduct()

  it('ends in words and a way on, with the destination kept [CB-15, FE-06]', async () => {
    const { page, requests, settle } = await product().open()
    await page.clock.install()
    await page.goto('/account')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('heading', { name: 'You did not finish signing in' }).waitFor()
    // Nor does it try again by itself, in the next minute.
    await page.clock.runFor(60_000)
    await settle()
    expect(requests.filter(({ url }) => url.pathname === '/auth/login')).toHaveLength(1)
    const again = page.getByRole('main').getByRole('link', { name: 'Sign in again' })
    expect(await again.getAttribute('href')).toBe('/auth/login?returnTo=%2Faccount')
    expect(await page.evaluate('document.body.innerText')).not.toMatch(/access_denied|error/i)
  })
})
