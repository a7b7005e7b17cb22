/**
 * The session, the network or the cookie is gone while somebody is working: nothing typed is lost, nothing is
 * sent twice, nobody goes round in circles, and a dead line signs nobody out.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { signIn, signInHere } from './person.ts'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('while somebody is working', () => {
  const product = useProduct()
  const posts = ({ requests }: Tab) =>
    requests.filter(({ method, url }) => method === 'POST' && url.pathname === '/api/notes')

  async function type(page: Page): Promise<void> {
    await page.getByLabel('Title').fill('A long thought')
    await page.getByLabel('Text').fill('that took half an hour.')
  }

  it('a broken line keeps what was typed and sends nothing twice [FE-10]', async () => {
    const tab = await product().open()
    const { page, context } = tab
    await signIn(page, 'bob')
    await type(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('Your note was not added. What you typed is still here.').waitFor()
    await page.getByText('You are offline.').waitFor()
    expect(await page.getByLabel('Text').inputValue()).toBe('that took half an hour.')
    expect(posts(tab)).toHaveLength(1)

    await context.setOffline(false)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('heading', { name: 'A long thought' }).waitFor()
    expect(posts(tab)).toHaveLength(2)
  })

  it('a link asks before it throws away what was typed', async () => {
    const { page } = await product().open()
    await signIn(page, 'bob')
    await type(page)
    await page.getByRole('link', { name: 'Claimcheck, home' }).click()
    await page.getByRole('button', { name: 'Stay here' }).click()
    expect(await page.getByLabel('Text').inputValue()).toBe('that took half an hour.')
    await page.getByRole('link', { name: 'Claimcheck, home' }).click()
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: 'Your coat stays' }).waitFor()
  })

  it('a session that cannot be asked for is not taken for "no", and comes back by itself', async () => {
    const { page, frames, settle, forget } = await product().open()
    await signIn(page, 'eve')
    await page.route('**/auth/session', (route) => route.abort())
    await forget()
    await page.goto(product().world.authorizationServer.issuer)
    await page.evaluate(`location.href = ${JSON.stringify(`${product().origin}/notes`)}`)
    await page.getByRole('heading', { name: 'We cannot reach Claimcheck' }).waitFor()
    await page.unroute('**/auth/session')
    await page.getByRole('heading', { name: 'Your notes' }).waitFor()
    await settle()
    expect(frames.filter((words) => /\bsign in\b/i.test(words))).toEqual([])
  })

  it('a cookie that is not kept ends in an explanation, not in a circle [FE-06]', async () => {
    const { page, requests } = await product().open()
    // As the BFF answers a browser that has dropped the cookie on the way.
    await page.route('**/auth/session', (route) =>
      route.fulfill({ json: { status: 'signed-out' } }),
    )
    await page.goto('/notes')
    await page.waitForURL(`${product().world.authorizationServer.issuer}/**`)
    await signInHere(page, 'alice')
    await page.getByRole('heading', { name: 'Sign in to continue' }).waitFor()
    await page.getByText('Does this page keep coming back?').click()
    await page.getByText('Allow cookies for this site').waitFor()
    expect(requests.filter(({ url }) => url.pathname === '/auth/login')).toHaveLength(1)
  })

  it('somebody else in another tab makes this one begin anew', async () => {
    const { page, context, frames, settle, forget } = await product().open()
    await signIn(page, 'alice')
    const other = await context.newPage()
    await other.goto('/')
    await other.getByRole('button', { name: 'Signed in as' }).click()
    await other.getByRole('button', { name: 'Sign out' }).click()
    await other.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await forget()
    await signIn(other, 'bob')
    await page.getByRole('heading', { name: 'Welcome, Bob' }).waitFor()
    await settle()
    expect(
      frames.filter((words) => /Welcome, Bob[\s\S]*Alice|Alice[\s\S]*Welcome, Bob/.test(words)),
    ).toEqual([])
  })
})
