/** What a person does at the sign-in page of the local authorization server, button by button. */
import type { Page } from 'playwright-core'

/** From wherever the sign-in page is already open to back in the app. */
export async function signInHere(page: Page, person: string): Promise<void> {
  await page.locator(`button[name=person][value=${person}]`).click()
  const allow = page.locator('button[name=decision][value=allow]')
  // Either is next: the question what the app may do, or the app.
  await allow.or(page.locator('#root')).first().waitFor()
  if ((await allow.count()) > 0) await allow.click()
  await page.waitForURL('http://localhost:*/**')
}

export async function signIn(page: Page, person = 'alice', returnTo = '/notes'): Promise<void> {
  await page.goto(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
  await signInHere(page, person)
  await page.locator('h1').waitFor()
}
