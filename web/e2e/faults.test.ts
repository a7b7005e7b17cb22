/** The fault switches by hand, and the badge that tells of them, in a real browser. */
import { describe, expect, inject, it } from 'vitest'
import { fault, useInspected } from './inspected.ts'
import { signIn } from './person.ts'

describe.skipIf(inject('chromium') === null)('the fault switches', () => {
  const inspected = useInspected()

  async function signedIn() {
    const page = await inspected().open()
    const app = await page.context().newPage()
    await signIn(app, 'alice')
    await app.getByRole('heading', { name: 'Groceries' }).waitFor()
    return { page, app }
  }

  it('are turned on and off, and say how many are on', async () => {
    const { page } = await signedIn()
    await page.bringToFront()
    await page.getByRole('button', { name: 'Faults' }).click()
    await page.getByText('everybody').click()
    await page.getByRole('switch', { name: '500' }).click()
    await page.getByRole('switch', { name: '403' }).click()
    await page.getByText('2 faults on').waitFor()
    await page.getByRole('button', { name: 'All off' }).click()
    await page.getByText('2 faults on').waitFor({ state: 'detached' })
    expect(await page.getByRole('switch', { checked: true }).count()).toBe(0)
  })

  it('are told of in the corner of the app, with who is there', async () => {
    const { page, app } = await signedIn()
    expect(await fault(page, { id: 'api-cut', scope: 'all' })).toBe(200)
    await app.getByText('1 fault on').waitFor()
    await app.keyboard.press('Alt+d')
    const badge = app.getByRole('complementary', { name: 'Development' })
    await badge.getByText('Alice Andersson').waitFor()
    expect(await badge.getByRole('link').getAttribute('href')).toBe('/__dev')
    await app.keyboard.press('Escape')
    await badge.getByText('Alice Andersson').waitFor({ state: 'detached' })
    await fault(page, { on: false })
  })

  it('end a session from another device, and the app says so', async () => {
    const { page, app } = await signedIn()
    expect(await fault(page, { id: 'ended-elsewhere' })).toBe(200)
    const view = await app.evaluate(
      `fetch('/auth/session', { headers: { 'x-csrf': '1' } }).then((answer) => answer.json())`,
    )
    expect(view).toEqual({ status: 'signed-out', reason: 'other-device' })
  })
})
