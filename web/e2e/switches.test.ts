/**
 * The fault switches that are no state of their own (states.test.ts has those): what a person sees of each on the
 * built app, where there is anything to see. Those that the BFF mends by itself are not seen at all.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { states } from '../src/dev/states.ts'
import { switches } from '../../bff/dev/faults/switches.ts'
import { useFaulty } from './faulty.ts'

/** While signing in; who is known at the sign-in service is not asked. */
const signingIn: [id: string, see: string][] = [
  ['wrong-iss', 'Signing in did not work.'],
  ['missing-iss', 'Signing in did not work.'],
  ['wrong-nonce', 'Signing in did not work.'],
  ['wrong-state', 'That sign-in link has already been used or took too long.'],
  ['interaction-required', 'You did not finish signing in. Nothing was shared.'],
  ['provider-503', 'The sign-in service is not answering.'],
]

/** When a note is saved. */
const saving: [id: string, see: string][] = [
  ['api-401', 'Note added.'],
  ['api-429', 'That was a lot at once. Please try again in 7 seconds.'],
  ['api-500', 'The service behind this page has trouble.'],
  ['api-cut', 'gave an answer we could not read'],
  ['api-huge', 'gave an answer we could not read'],
  ['refresh-refused', 'no longer confirms your sign-in'],
  ['no-new-refresh-token', 'Note added.'],
  ['session-lost', 'What you typed is still here. Sign in to carry on.'],
]

/** In the middle of a form (states.test.ts); and what needs a BFF of its own, or takes long (bff/dev/faults). */
const elsewhere = ['opener-policy', 'wrong-person', 'keys-rotated', 'provider-slow']

describe.skipIf(inject('chromium') === null)('the fault switches, on the built app', () => {
  const faulty = useFaulty('built')

  async function open(path: string): Promise<Page> {
    const page = await faulty().context.newPage()
    onTestFinished(() => page.close())
    await page.goto(path)
    return page
  }

  it.each(signingIn)('%s while signing in: “%s”', async (id, see) => {
    const { prepare, turn } = faulty()
    await prepare({ from: 'signed-out' })
    await turn({ id })
    const page = await open('/auth/login?returnTo=/notes')
    await page.getByText(see).first().waitFor()
    expect(page.url()).not.toMatch(/error|description/)
  })

  it.each(saving)('%s when a note is saved: “%s”', async (id, see) => {
    const { prepare, turn } = faulty()
    await prepare({ from: 'signed-in' })
    const page = await open('/notes')
    await page.getByRole('heading', { name: 'Groceries' }).waitFor()
    await page.getByLabel('Title').fill('Later')
    if (id.includes('refresh')) await turn({ id: 'token-expired' })
    await turn({ id })
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText(see).first().waitFor()
    expect(await page.getByText('Something broke').count()).toBe(0)
  })

  it('none is left out', () => {
    const used = states.flatMap(({ faults = [], acts = [] }) => [
      ...faults,
      ...acts.flatMap((act) => ('fault' in act ? [act.fault] : [])),
    ])
    const tried = new Set([
      ...[...signingIn, ...saving].map(([id]) => id),
      ...used.map(({ id }) => id),
      ...elsewhere,
    ])
    const inOurHands = switches.filter(({ acts }) => acts !== 'told').map(({ id }) => id)
    expect(inOurHands.filter((id) => !tried.has(id))).toEqual([])
  })
})
