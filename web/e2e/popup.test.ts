/**
 * The session ends while somebody is writing: the page stays as it is, out of sight, and they sign in in a window
 * beside it. What they had pressed is then done, once.
 */
import axe from 'axe-core'
import { describe, expect, inject, it } from 'vitest'
import { signIn, signInHere } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('signed out in the middle of a form', () => {
  const product = useProduct({ env: { SESSION_IDLE_SECONDS: '1800' } })
  const posts = ({ requests }: Tab) =>
    requests.filter(({ method, url }) => method === 'POST' && url.pathname === '/api/notes')

  async function writeUntilSignedOut(tab: Tab, title: string): Promise<void> {
    const { page, context, settle } = tab
    await signIn(page)
    // The sign-in service has forgotten them, too, and asks who it is.
    await context.clearCookies({ domain: '127.0.0.1' })
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Text').fill('that took half an hour.')
    // Nothing else of the page's shall be what tells it.
    await settle()
    product().bff.clock.advance(1_801_000)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
  }

  /** Presses, and finishes what opens in the window beside. */
  async function inTheWindow(tab: Tab, button: string, person: string): Promise<void> {
    const opened = tab.context.waitForEvent('page')
    await tab.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
    const popup = await opened
    await popup.locator('button[name=person]').first().waitFor()
    // Cut off from us as by a Cross-Origin-Opener-Policy over there: neither window has a hold on the other.
    expect(await popup.evaluate('window.opener')).toBeNull()
    const closed = popup.waitForEvent('close')
    await popup.locator(`button[name=person][value=${person}]`).click()
    const allow = popup.locator('button[name=decision][value=allow]')
    await Promise.race([closed, allow.click().catch(() => undefined)])
    await closed
  }

  it('is asked to sign in in a window beside, and what was pressed is done once', async () => {
    const tab = await product().open()
    const { page } = tab
    await writeUntilSignedOut(tab, 'A long thought')
    const visible = await page.evaluate<string>('document.body.innerText')
    expect(visible).not.toMatch(/Your notes|Groceries|Alice|A long thought/)
    expect(visible).toContain('What you typed is still here. Sign in to carry on.')
    expect(visible).toContain('Nothing happened for a while')

    const said = Promise.withResolvers<void>()
    await page.route('**/api/notes', async (route) => {
      await said.promise
      await route.continue()
    })
    await inTheWindow(tab, 'Sign in', 'alice')
    await page.getByRole('status').getByText('Signed in. Saving your changes.').waitFor()
    said.resolve()
    await page.getByRole('heading', { name: 'A long thought' }).waitFor()
    expect(posts(tab)).toHaveLength(2)
    expect(tab.complaints).toEqual([])
  })

  it('gets the focus back where it was', async () => {
    const tab = await product().open()
    const { page, context, settle } = tab
    await signIn(page)
    await page.getByLabel('Title').fill('Half a')
    await context.clearCookies({ domain: '127.0.0.1' })
    await settle()
    product().bff.clock.advance(1_801_000)
    await product().bff.tick()
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
    await inTheWindow(tab, 'Sign in', 'alice')
    await page.getByRole('status').getByText('Signed in. What you typed is still here.').waitFor()
    await page.keyboard.type(' sentence')
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a sentence')
  })

  it('carries on without a word from the other window: the page asks by itself', async () => {
    const tab = await product().open()
    await tab.context.addInitScript('BroadcastChannel.prototype.postMessage = () => {}')
    await writeUntilSignedOut(tab, 'Without a word')
    await inTheWindow(tab, 'Sign in', 'alice')
    await tab.page.getByRole('heading', { name: 'Without a word' }).waitFor()
    expect(posts(tab)).toHaveLength(2)
  })

  it('takes a change that was being saved along, in this very tab', async () => {
    const tab = await product().open()
    const { page, context, settle } = tab
    await signIn(page)
    await context.clearCookies({ domain: '127.0.0.1' })
    await page.getByRole('button', { name: 'Edit “Groceries”' }).click()
    await page.getByRole('listitem').getByLabel('Text').fill('Only bread.')
    await settle()
    product().bff.clock.advance(1_801_000)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Use this tab instead' }).click()
    await signInHere(page, 'alice')
    await page.getByText('We restored what you had typed.').first().waitFor()
    expect(await page.getByRole('listitem').getByLabel('Text').inputValue()).toBe('Only bread.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').getByText('Only bread.').waitFor()
  })

  it('leaves nothing of one person to another', async () => {
    const tab = await product().open()
    const { page, frames, settle, forget } = tab
    await writeUntilSignedOut(tab, 'A secret of Alice')
    expect(posts(tab)).toHaveLength(1)
    await forget()
    await inTheWindow(tab, 'Sign in', 'bob')
    await page.getByRole('heading', { name: 'Welcome, Bob' }).waitFor()
    await page.getByText('Somebody else has signed in in this browser').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('')
    await settle()
    expect(frames.filter((words) => /A secret of Alice/.test(words))).toEqual([])
    expect(posts(tab)).toEqual([])
  })

  it('goes to sign in itself where no window may open, and brings the text along', async () => {
    const tab = await product().open()
    const { page } = tab
    await writeUntilSignedOut(tab, 'Typed before')
    await page.evaluate('window.open = () => null')
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.locator('button[name=person]').first().waitFor()
    await signInHere(page, 'alice')
    await page.getByText('We restored what you had typed.').first().waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before')
    expect(await page.getByLabel('Text').inputValue()).toBe('that took half an hour.')
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('Typed before')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await page.getByLabel('Title').inputValue()).toBe('')
  })

  it('may give it all up', async () => {
    const tab = await product().open()
    const { page } = tab
    await writeUntilSignedOut(tab, 'Never mind')
    await page.getByRole('dialog').getByRole('button', { name: 'Discard and sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('draft')
    expect(posts(tab)).toHaveLength(1)
  })

  it('meets a dialog that axe has nothing against, and that Esc does not close', async () => {
    const tab = await product().open({ reducedMotion: 'reduce' })
    const { page } = tab
    await writeUntilSignedOut(tab, 'Keyboard')
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: object[] }>('axe.run(document)')
    expect(violations).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab')
      const inside =
        'document.activeElement === document.body || !!document.activeElement.closest("dialog")'
      expect(await page.evaluate(inside)).toBe(true)
    }
  })
})
