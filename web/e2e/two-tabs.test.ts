/**
 * Several tabs of one browser, and the session's end from elsewhere: each tab hears that something has changed,
 * asks the BFF, and shows what is so. Nothing about anybody goes from tab to tab.
 */
import type { Page } from 'playwright-core'
import { paths } from 'shared/paths'
import { describe, expect, inject, it } from 'vitest'
import { signIn, signInHere } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('two tabs', () => {
  const product = useProduct()

  async function open(person = 'alice'): Promise<Tab & { other: Page }> {
    const tab = await product().open()
    await signIn(tab.page, person)
    const other = await tab.context.newPage()
    await other.goto('/notes')
    await other.getByRole('heading', { name: 'Your notes' }).waitFor()
    return { ...tab, other }
  }

  async function signOut(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Signed in as' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  }

  it('are both signed out when one of them is, and keep nothing [LO-08]', async () => {
    const { page, other } = await open()
    await signOut(other)
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor({ timeout: 5_000 })
    expect(await page.locator('body').innerHTML()).not.toMatch(/Groceries|Alice/)
  })

  it('wake each other when the same person is back', async () => {
    const { page, other } = await open()
    await signOut(other)
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await signIn(other)
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    expect(await page.evaluate('document.body.innerText')).not.toContain('You are signed out')
  })

  it('stay signed in, both, when the same person signs in anew in one of them', async () => {
    const { page, other, settle } = await open()
    // It lets go of its stream when it hears that its session was replaced, and listens again in the new one.
    const again = page.waitForResponse(`**${paths.events}`)
    await page.evaluate(
      `seen = []; new MutationObserver(() => seen.push(document.body.innerText))
        .observe(document, { subtree: true, childList: true, attributes: true })`,
    )
    await other.goto('/auth/login?returnTo=/account')
    await other.getByRole('heading', { name: 'Profile' }).waitFor()
    await again
    await settle()
    expect(
      product()
        .bff.logged('session.ended')
        .map(({ reason }) => reason),
    ).toContain('replaced')
    const seen = await page.evaluate<string[]>('seen')
    expect(seen.filter((words) => /signed out|sign in\b/i.test(words))).toEqual([])
    expect(await page.getByRole('heading', { name: 'Groceries' }).isVisible()).toBe(true)
  })

  it('keep what is typed in the one when the other signs out, out of sight', async () => {
    const { page, other } = await open()
    await page.getByLabel('Title').fill('Not yet saved')
    await signOut(other)
    await page.getByRole('dialog', { name: 'You are signed out' }).waitFor()
    expect(await page.evaluate('document.body.innerText')).not.toMatch(/Groceries|Not yet saved/)
    await other.goto('/auth/login?returnTo=/notes')
    await signInHere(other, 'alice')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByLabel('Title').inputValue()).toBe('Not yet saved')
  })

  it('tell each other only that something has changed [FE-01]', async () => {
    const { page, other } = await open()
    await page.evaluate(
      'window.heard = []; new BroadcastChannel("claimcheck").onmessage = ({ data }) => heard.push(data)',
    )
    await signOut(other)
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    const heard = await page.evaluate<Record<string, unknown>[]>('heard')
    expect(heard.length).toBeGreaterThan(0)
    for (const message of heard) expect(Object.keys(message)).toEqual(['type', 'at'])
  })

  it('believe no message: one that is not true costs a question and changes nothing', async () => {
    const { page, other, requests, settle, forget } = await open()
    await settle(other)
    await forget()
    const asked = page.waitForResponse('**/auth/session')
    await other.evaluate(
      'new BroadcastChannel("claimcheck").postMessage({ type: "signed-out", at: Date.now() })',
    )
    await asked
    await other.evaluate('new BroadcastChannel("claimcheck").postMessage("nonsense")')
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await page.getByRole('button', { name: 'Signed in as' }).waitFor()
    await settle()
    await settle(other)
    // Each tab once, the one that spoke as well; nonsense is not worth a question.
    expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toHaveLength(2)
  })

  it('hear nothing of what a page of another origin says [FE-09]', async () => {
    const { page, context, other, requests, settle, forget } = await open('eve')
    await other.goto(product().world.authorizationServer.issuer)
    const ours = await context.newPage()
    await ours.goto((await page.locator('link[rel=icon]').getAttribute('href')) ?? '')
    await forget()
    await other.evaluate(
      'new BroadcastChannel("claimcheck").postMessage({ type: "signed-out", at: Date.now() })',
    )
    await page.evaluate('postMessage({ type: "signed-out", at: Date.now() }, "*")')
    // Said afterwards by a page of ours, and heard: had the others been, that would have been before.
    const asked = page.waitForResponse('**/auth/session')
    await ours.evaluate(
      'new BroadcastChannel("claimcheck").postMessage({ type: "signed-out", at: Date.now() })',
    )
    await asked
    await settle()
    expect(requests.filter(({ url }) => url.pathname === '/auth/session')).toHaveLength(1)
    expect(await page.getByRole('heading', { name: 'Your notes' }).isVisible()).toBe(true)
  })

  it('hear at once that another device ended the session', async () => {
    const { page, other } = await open('bob')
    const elsewhere = await product().open()
    await signIn(elsewhere.page, 'bob')
    const ended = await elsewhere.page.evaluate<number>(
      `fetch('/auth/sessions', { method: 'DELETE', headers: { 'x-csrf': '1' } }).then((r) => r.status)`,
    )
    expect(ended).toBe(200)
    for (const tab of [page, other]) {
      await tab.getByText('Your sign-in here was ended from another device.').waitFor()
    }
    await elsewhere.page.getByRole('heading', { name: 'Your notes' }).waitFor()
  })
})
