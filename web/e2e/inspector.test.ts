/** The inspector in a real browser: a sign-in drawn while it happens, by mouse, by keyboard and in words. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { fault, useInspected } from './inspected.ts'
import { signIn } from './person.ts'

describe.skipIf(inject('chromium') === null)('the inspector', () => {
  const inspected = useInspected()

  let page: Page
  let app: Page
  beforeAll(async () => {
    page = await inspected().openOnce()
    app = await page.context().newPage()
    await signIn(app, 'alice')
  })

  /** A sign-in that has happened in another tab, chosen to be looked at. */
  async function watchSignIn(media: Parameters<Page['emulateMedia']>[0] = {}) {
    await page.emulateMedia({ colorScheme: null, reducedMotion: null, ...media })
    await page.goto('/__dev')
    await page.bringToFront()
    const flows = page.getByRole('navigation', { name: 'Flows' })
    await flows.getByRole('button', { name: 'Sign-in complete' }).first().click()
    await step(page, /Everything holds/).waitFor()
    return { flows }
  }

  const step = (page: Page, name: RegExp) =>
    page.getByRole('list', { name: /^Steps of/ }).getByRole('button', { name })

  it('draws a sign-in while it happens, and tells it once it is complete', async () => {
    await page.goto('/__dev')
    await app.goto('/auth/login?returnTo=/account')
    const lines = page.getByRole('list', { name: 'Steps of Sign-in' }).getByRole('button')
    await lines.filter({ hasText: 'go to /account' }).waitFor()
    expect(await lines.count()).toBeGreaterThan(10)
    const news = page.getByRole('status').filter({ hasText: 'steps, complete' })
    await news.waitFor({ state: 'attached' })
  })

  it('opens a step with what was said, why, and what was checked', async () => {
    await watchSignIn()
    await step(page, /POST \/token:/).click()
    await page.getByText('Proves that the code was asked for by us.').waitFor()
    await page.getByText('S256(verifier) is the challenge.').waitFor()
    expect(await page.getByText('Does not hold:').count()).toBe(0)
  })

  it('is walked by the arrow keys, and the address names the step', async () => {
    await watchSignIn()
    await step(page, /^1 /).click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate('document.activeElement.textContent')
    expect(name).toMatch(/^3 /)
    expect(await page.evaluate('document.activeElement.ariaExpanded')).toBe('true')
    const { hash } = new URL(page.url())
    await page.reload()
    await page.locator(`[id="step-${hash.slice(1)}"][aria-expanded=true]`).waitFor()
  })

  it('says the same in words', async () => {
    await watchSignIn()
    await page.getByRole('button', { name: 'As text' }).click()
    const words = page.getByRole('list', { name: 'Sign-in in words' })
    const sentence = words.getByText('BFF to Authorization server: POST /token:')
    await sentence.waitFor()
    expect(await sentence.textContent()).toContain('back channel')
  })

  it('sets what scripts can see beside what the server holds', async () => {
    await watchSignIn()
    const held = page.getByRole('region', { name: 'What the server holds' })
    await held.getByText('refresh_token').waitFor()
    const sight = page.getByRole('region', { name: 'What JavaScript can see' })
    expect(await sight.getByText('none').count()).toBeGreaterThanOrEqual(2)
  })

  it('shows two tabs with one refresh, and a call that was refused once', async () => {
    const { flows } = await watchSignIn()
    const { house } = inspected()
    const { promise, resolve } = Promise.withResolvers<void>()
    house.gate.open = promise
    expect(await fault(page, { id: 'token-expired' })).toBe(200)
    // Not from the browser's cache, where the second would wait for the first.
    const both = app.evaluate(`Promise.all([1, 2].map(() =>
      fetch('/api/notes', { cache: 'no-store', headers: { 'x-csrf': '1' } })
        .then(({ status }) => status)))`)
    await flows.getByRole('button', { name: /2 calls at once, one refresh/ }).waitFor()
    resolve()
    expect(await both).toEqual([200, 200])
    expect(await fault(page, { id: 'api-401' })).toBe(200)
    await app.evaluate(`fetch('/api/notes', { headers: { 'x-csrf': '1' } }).then(() => undefined)`)
    await flows.getByRole('button', { name: /refused once/ }).waitFor()
  })

  it('goes through a sign-in step by step and says what happens', async () => {
    await watchSignIn({ reducedMotion: 'reduce' })
    await page.getByRole('button', { name: 'Replay' }).click()
    const replay = page.getByRole('region', { name: 'Replay' })
    await replay.getByText('Browser to BFF, front channel: GET /auth/login.').waitFor()
    expect(await step(page, /./).count()).toBe(1)
    // Whoever wants less movement goes on by hand.
    expect(await replay.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0)
    await replay.getByRole('button', { name: 'Next' }).focus()
    await page.keyboard.press('ArrowRight')
    await replay.getByText('Step 2 of').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await replay.getByText('Step 2 of').waitFor()
    await page.keyboard.press('Escape')
    await replay.waitFor({ state: 'detached' })
    expect(await step(page, /./).count()).toBeGreaterThan(10)
  })

  it('compares two runs, one that failed and one that did not, and explains the failure', async () => {
    const { flows } = await watchSignIn()
    expect(await fault(page, { id: 'wrong-nonce' })).toBe(200)
    await app.goto('/auth/login?returnTo=/notes')
    const says = app.getByRole('region', { name: 'In development: login-failed, id-token' })
    await says.getByText('Signature, issuer, audience, nonce or times do not hold').waitFor()
    await says.getByText('The doctor finds nothing wrong.').waitFor()

    await flows.getByRole('button', { name: 'Sign-in failed' }).first().click()
    await page.getByRole('region', { name: 'What that means' }).getByText('login-failed').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    const row = page.getByRole('row', { name: /200: the code for tokens/ })
    await row.getByText('check nonce fails only in the second').waitFor()
    await page.getByRole('row', { name: /did not happen.*Signing in failed/ }).waitFor()
  })

  it('explains a code that stands in the address', async () => {
    await page.goto('/__dev?view=explain&code=step-up-required')
    await page.getByText('the API wants a stronger or newer sign-in').waitFor()
    expect(await page.getByRole('listitem').count()).toBe(1)
  })

  it('has the time of the session on a line, and in words', async () => {
    await watchSignIn()
    const time = page.getByRole('region', { name: 'The session’s time' })
    const words = await time.getByRole('listitem').allInnerTexts()
    const said = words.map((text) => text.replace(/^[\d:]+\s*/, ''))
    expect(said).toEqual([
      'Signed in',
      'Now',
      'Access token runs out',
      'Idle limit, if nothing is done',
      'Absolute limit, whatever is done',
    ])
  })

  it('says one line on the console of the app, and moves its badge', async () => {
    const said: string[] = []
    app.on('console', (message) => {
      if (message.type() !== 'debug') said.push(message.text())
    })
    await app.goto('/notes')
    const badge = app.getByRole('button', { name: 'Development badge' })
    // It has asked who is here, so it listens.
    await app.getByTitle(/Alice Andersson, .* left/).waitFor()
    await app.keyboard.press('Alt+KeyD')
    await app.getByText(/Alice Andersson · \d+ min \d+ s left/).waitFor()
    await app.getByRole('button', { name: 'Move to another corner' }).click()
    const at = () => badge.boundingBox()
    const { width = 0 } = app.viewportSize() ?? {}
    expect((await at())?.x).toBeLessThan(width / 2)
    const { x = 0, y = 0 } = (await at()) ?? {}
    await app.mouse.move(x + 14, y + 14)
    await app.mouse.down()
    await app.mouse.move(width - 60, 60)
    await app.mouse.up()
    expect((await at())?.x).toBeGreaterThan(width / 2)
    expect((await at())?.height).toBe(28)
    const line = `Claimcheck: watch it happen at ${inspected().house.origin}/__dev`
    expect(new Set(said)).toEqual(new Set([line]))
  })

  it('is locked without the key', async () => {
    const page = await inspected().open()
    await page.context().clearCookies()
    await page.reload()
    await page.getByText('This page is locked.').waitFor()
    expect(await page.getByRole('navigation', { name: 'Flows' }).count()).toBe(0)
  })

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await watchSignIn({ colorScheme, reducedMotion: 'reduce' })
    await step(page, /GET \/auth\/callback/).click()
    await page.evaluate(axe.source)
    for await (const view of views(page)) {
      const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)')
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
      expect([view, found]).toEqual([view, []])
    }
  })

  it('fits a phone of 320 px', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    onTestFinished(() => page.setViewportSize({ width: 1280, height: 720 }))
    await watchSignIn()
    await step(page, /POST \/token:/).click()
    for await (const view of views(page)) {
      expect([view, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
        view,
        320,
      ])
    }
  })
})

/** One after the other. */
async function* views(page: Page): AsyncGenerator<string> {
  yield 'Flows'
  await page.getByRole('button', { name: 'Replay' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  yield 'Replay'
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByLabel('Compared with').waitFor()
  yield 'Compare'
  await page.getByRole('button', { name: 'Faults' }).click()
  await page.getByRole('switch').first().waitFor()
  yield 'Faults'
  await page.getByRole('button', { name: 'Error pages' }).click()
  yield 'Error pages'
  await page.getByRole('button', { name: 'Explain' }).click()
  await page.getByRole('link', { name: 'login-failed' }).waitFor()
  yield 'Explain'
  await page.getByRole('button', { name: 'Doctor' }).click()
  await page.getByRole('status').getByText(' right, ').waitFor()
  yield 'Doctor'
}

interface Violation {
  id: string
  nodes: { html: string }[]
}
