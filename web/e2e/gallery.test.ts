/**
 * In development: a state for each letter, made by its button in the gallery, in a window of its own. What is then
 * seen is the same as on the built app, where all of them are looked at more closely (states.test.ts).
 */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { states } from '../src/dev/states.ts'
import { useFaulty } from './faulty.ts'

describe.skipIf(inject('chromium') === null)('the gallery of states, in development', () => {
  const faulty = useFaulty('development')
  let gallery: Page

  beforeAll(async () => {
    const { context } = faulty()
    gallery = await context.newPage()
    await gallery.goto('/__dev')
    await gallery.getByRole('button', { name: 'Error pages' }).click()
    await gallery.getByRole('heading', { name: 'States' }).waitFor()
  })

  const first = states.filter(
    ({ letter }, place) => states.findIndex((state) => state.letter === letter) === place,
  )

  it.each(first)('$letter, $title', async (state) => {
    const { context, prepare } = faulty()
    // The gallery signs people out by itself; to sign in is theirs.
    await prepare({ ...state, from: 'signed-in' })
    const opened = context.waitForEvent('page')
    await gallery.getByRole('button', { name: `${state.title}: make it happen` }).click()
    const page = await opened
    onTestFinished(() => page.close())
    if (state.letter === 'L') {
      await page.getByRole('heading', { name: 'Your notes' }).waitFor()
      onTestFinished(() => context.setOffline(false))
      await context.setOffline(true)
    }
    await page.getByText(state.see).first().waitFor()
    expect(await gallery.getByRole('status').textContent()).toContain(state.title)
  })
})
