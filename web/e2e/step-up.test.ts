/**
 * An action that takes more than being signed in: asked for where it is pressed, confirmed in a window beside,
 * done once. Whoever says no has lost nothing.
 */
import axe from 'axe-core'
import { describe, expect, inject, it } from 'vitest'
import { twoFactor } from '../../bff/dev/acr.ts'
import { resourceTable } from '../../bff/src/api/resources.ts'
import { signIn } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('an action behind a step-up', () => {
  const { notes } = resourceTable
  const routes = { '/erase': { acr: [twoFactor] } }
  const product = useProduct({ table: { notes: { ...notes, routes } } })
  const erases = ({ requests }: Tab) =>
    requests.filter(({ method, url }) => method === 'POST' && url.pathname === '/api/notes/erase')

  async function erase(person: string): Promise<Tab> {
    const tab = await product().open({ reducedMotion: 'reduce' })
    const { page } = tab
    await signIn(page, person)
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await page.getByRole('button', { name: 'Delete all' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click()
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
    return tab
  }

  it('is confirmed in a window beside, and done once [PX-25]', async () => {
    const tab = await erase('alice')
    const { page, context, requests } = tab
    await page.getByText('You are about to delete all your notes.').waitFor()
    const opened = context.waitForEvent('page')
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await popup.locator('input[name=code]').fill('123456')
    await popup.getByRole('button', { name: 'Continue' }).click()
    await closed
    await page.getByRole('status').getByText('All notes deleted.').waitFor()
    expect(erases(tab)).toHaveLength(2)
    const login = requests.findLast(({ url }) => url.pathname === '/auth/login')
    expect(Object.fromEntries(login?.url.searchParams ?? [])).toMatchObject({
      acr_values: twoFactor,
      display: 'popup',
      returnTo: expect.stringMatching(/^\/signed-in\?attempt=[\w-]{36}$/),
    })
    expect(tab.complaints).toEqual([])
  })

  it('is not done when the person says no, and the page stays as it is', async () => {
    const tab = await erase('bob')
    const { page } = tab
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: object[] }>('axe.run(document)')
    expect(violations).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByText('You did not confirm that it is you, so nothing was changed.').waitFor()
    await page.getByRole('button', { name: 'Keep them' }).click()
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    expect(erases(tab)).toHaveLength(1)
  })
})
