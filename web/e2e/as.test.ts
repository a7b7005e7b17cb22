/** People in browsers of their own: what one of them keeps is there in another browser, and is not another's. */
import { describe, expect, inject, it } from 'vitest'
import { useAs } from './as.ts'
import { useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('as', () => {
  const as = useAs(useProduct())

  it('is one person in two browsers, and another one beside them', async () => {
    const { page } = await as('alice')
    await page.getByLabel('Title').fill('Walking stick')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('heading', { name: 'Walking stick' }).waitFor()

    const elsewhere = await as('alice')
    await elsewhere.page.getByRole('heading', { name: 'Walking stick' }).waitFor()
    const bob = await as('bob')
    await bob.page.getByRole('heading', { name: 'Welcome, Bob' }).waitFor()
    expect(await bob.page.getByRole('heading', { name: 'Walking stick' }).count()).toBe(0)
  })

  it('is nobody whom the world does not know', async () => {
    await expect(as('mallory')).rejects.toThrow('add them to bff/dev/people.ts')
  })
})
