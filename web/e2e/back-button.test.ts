/** After signing out, the Back button and the browser's memory of pages show nothing private. */
import { describe, expect, inject, it } from 'vitest'
import { signIn } from './person.ts'
import { useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('after signing out', () => {
  const product = useProduct()

  it.each([1, 2, 3, 4])('going back %i times shows nothing private', async (times) => {
    const { page, frames } = await product().open()
    await page.goto('/')
    await signIn(page)
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await page.goto('/account')
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    frames.length = 0
    await page.evaluate(`history.go(-${times})`)
    await page.waitForTimeout(1000)
    // Only what stood on our own pages; the sign-in page, where this may end, knows everybody's name.
    expect(frames.filter((words) => /Alice|Groceries|Profile/.test(words))).toEqual([])
    expect(frames.length + (page.url().startsWith(product().origin) ? 0 : 1)).toBeGreaterThan(0)
  })

  // Chromium drops a `no-store` page from its memory when a cookie changes, so here it is told by hand what
  // other browsers do: put the page away as it is, and bring it back.
  it('a page from memory stays covered until the BFF has said who is here', async () => {
    const { page, frames } = await product().open()
    await signIn(page)
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    const turn = (event: string) =>
      page.evaluate(`dispatchEvent(new PageTransitionEvent("${event}", { persisted: true }))`)
    await turn('pagehide')
    expect(await page.evaluate('document.body.innerText')).toBe('')

    const answer = Promise.withResolvers<void>()
    await page.route('**/auth/session', async (route) => {
      await answer.promise
      await route.fulfill({ json: { status: 'signed-out', reason: 'user' } })
    })
    frames.length = 0
    await turn('pageshow')
    expect(await page.evaluate('document.body.innerText')).toBe('')
    answer.resolve()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    expect(frames.filter((words) => /Alice|Groceries/.test(words))).toEqual([])
  })
})
