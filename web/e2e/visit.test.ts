/**
 * One visit from the front page to signing out, in a real browser, and what it leaves behind: in storage, in
 * the history, in the network log and at the policy's complaints office. Nothing.
 */
import { readFile } from 'node:fs/promises'
import type { Response } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { signInHere } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('a visit', () => {
  const product = useProduct()
  let visits = 0

  /** Signs in with consent, writes, edits, downloads; stops before signing out. */
  async function visit(): Promise<Tab & { title: string }> {
    const title = `Umbrella ${(visits += 1)}`
    const tab = await product().open({ acceptDownloads: true })
    const { page } = tab
    await page.goto('/')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await signInHere(page, 'carol')
    await page.getByRole('heading', { name: 'Notes', exact: true }).waitFor()

    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Text').fill('Left in the second row.')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('heading', { name: title }).waitFor()

    await page.getByRole('button', { name: `Edit “${title}”` }).click()
    await page.getByRole('listitem').getByLabel('Text').fill('Found it: third row.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: title }).getByText('third row').waitFor()
    return { ...tab, title }
  }

  it('signs in, writes, edits, downloads and signs out', async () => {
    const { page, complaints, title } = await visit()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export as CSV' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file).toContain(`"${title}","Found it: third row."`)

    await page.getByRole('button', { name: 'Signed in as' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.goto('/account')
    await page.waitForURL(`${product().world.authorizationServer.issuer}/**`)
    expect(complaints).toEqual([])
  })

  it('deletes a note only after a question, and the focus is never lost', async () => {
    const { page, title } = await visit()
    await page.getByRole('button', { name: `Delete “${title}”` }).click()
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(`Delete “${title}”`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: title }).waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Your notes')
    await page.getByRole('status').getByText('Note deleted.').waitFor()
  })

  it('leaves no token, code or claim in any storage [FE-01]', async () => {
    const { page, context } = await visit()
    const kept = await page.evaluate<[string, string][]>(
      '[...Object.entries(localStorage), ...Object.entries(sessionStorage)]',
    )
    expect(
      kept.map(([key]) => key).filter((key) => !key.startsWith('react-router-scroll')),
    ).toEqual([])
    expect(JSON.stringify(kept)).not.toMatch(/eyJ|carol|code=/i)
    const { origins } = await context.storageState({ indexedDB: true })
    expect(JSON.stringify(origins)).not.toMatch(/eyJ|carol/i)
    expect(await page.evaluate('document.cookie')).toBe('')
    expect(await page.evaluate('caches.keys()')).toEqual([])
  })

  it('hears of no token in any answer to its scripts [FE-01]', async () => {
    const tab = await product().open()
    const answers: Response[] = []
    tab.page.on('response', (answer) => {
      const isOurs = answer.url().startsWith(product().origin)
      if (isOurs && answer.request().resourceType() === 'fetch') answers.push(answer)
    })
    await tab.page.goto('/auth/login?returnTo=/account')
    await signInHere(tab.page, 'alice')
    await tab.page.getByRole('heading', { name: 'Profile' }).waitFor()
    await tab.settle()
    const bodies = (await Promise.all(answers.map((answer) => answer.text()))).join('\n')
    expect(bodies).toContain('"signed-in"')
    expect(bodies).not.toMatch(/eyJ|_token|"code"/)
  })

  it('shows no code in the address bar, the history or the referrer [CB-09]', async () => {
    const { page, context } = await visit()
    const devtools = await context.newCDPSession(page)
    const { entries } = await devtools.send('Page.getNavigationHistory')
    const ours = entries.map(({ url }) => url).filter((url) => url.startsWith(product().origin))
    expect(ours).toEqual([`${product().origin}/`, `${product().origin}/notes`])
    expect(await page.evaluate('document.referrer')).not.toContain('code')
  })

  it('breaks its own policy nowhere, and asks nobody but its own origin [FE-02, FE-08]', async () => {
    const { complaints, requests } = await visit()
    expect(complaints).toEqual([])
    expect(product().bff.logged('csp.violated')).toEqual([])
    const foreign = requests.filter(
      ({ from, url, isVisit }) =>
        from.startsWith(product().origin) && url.origin !== product().origin && !isVisit,
    )
    expect(requests.length).toBeGreaterThan(10)
    expect(foreign).toEqual([])
  })
})
