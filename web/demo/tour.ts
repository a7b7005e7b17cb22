/**
 * The tour: one visit to the app, from the first sign-in to the last click, with everything in it that this
 * project is for. It knows nothing of who watches: `pnpm demo` photographs each stage, the browser tests ask each
 * one what came true (`web/e2e/tour.test.ts`). A stage ends with a fact on the page, never with a pause.
 */
import type { Page } from 'playwright-core'
import { twoFactor } from '../../bff/dev/acr.ts'
import { resourceTable } from '../../bff/src/api/resources.ts'
import { signIn, signInHere } from '../e2e/person.ts'
import { fault } from './fault.ts'

export interface Cast {
  /** The app, in a browser profile that has opened the inspector's address. */
  app: Page
  /** Another device of the same person. */
  phone: Page
}

export const stageNames = [
  'front-page',
  'signed-in',
  'session-lost',
  'saved',
  'step-up',
  'confirmed',
  'two-devices',
  'other-ended',
  'signed-out',
] as const
export type StageName = (typeof stageNames)[number]

/** Deleting all notes takes a second factor on this tour. */
export const tourTable = {
  notes: { ...resourceTable.notes, routes: { '/erase': { acr: [twoFactor] } } },
}

/** What is typed while the session goes away. */
export const note = {
  title: 'For the talk on Thursday',
  text: 'The coat stays behind the counter. The browser gets a ticket, and a ticket opens nothing by itself.',
}

export async function* playTour({ app, phone }: Cast): AsyncGenerator<StageName> {
  await app.goto('/')
  await app.getByRole('link', { name: 'Sign in' }).first().waitFor()
  yield 'front-page'

  await signIn(app, 'alice')
  await app.getByRole('heading', { name: 'Groceries' }).waitFor()
  yield 'signed-in'

  await app.getByLabel('Title').fill(note.title)
  await app.getByLabel('Text').pressSequentially(note.text)
  await loseSession(app)
  await app.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
  yield 'session-lost'

  await inTheWindow(app, 'Sign in', (popup) => signInHere(popup, 'alice'))
  await app.getByRole('heading', { name: note.title }).first().waitFor()
  // Once: three that were there, and this one.
  await app.getByText('4 notes').waitFor()
  yield 'saved'

  await app.getByRole('button', { name: 'Delete all' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click()
  await app.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
  yield 'step-up'

  await inTheWindow(app, 'Confirm', secondFactor)
  await app.getByText('Nothing here yet').waitFor()
  yield 'confirmed'

  yield* endOtherDevice(app, phone)

  await app.getByRole('button', { name: 'Signed in as' }).click()
  await app.getByRole('button', { name: 'Sign out' }).last().click()
  await app.getByRole('heading', { name: 'You are signed out' }).waitFor()
  yield 'signed-out'
}

async function* endOtherDevice(app: Page, phone: Page): AsyncGenerator<StageName> {
  await signIn(phone, 'alice')
  await app.goto('/account')
  await app.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click()
  await app.getByRole('dialog', { name: 'Sign out Safari on iPhone?' }).waitFor()
  yield 'two-devices'

  await app.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await app.getByText('Only this device is signed in.').waitFor()
  await phone.getByText('ended from another').waitFor()
  yield 'other-ended'
}

/** The operator ends it, and the authorization server has forgotten her, too: it will ask who she is. */
async function loseSession(app: Page): Promise<void> {
  await app.context().clearCookies({ domain: '127.0.0.1' })
  const status = await fault(app, { id: 'session-lost' })
  if (status !== 200) throw new Error(`The session was not lost: ${status}`)
  await app.getByRole('button', { name: 'Add note' }).click()
}

async function inTheWindow(
  app: Page,
  button: string,
  act: (popup: Page) => Promise<void>,
): Promise<void> {
  const opened = app.context().waitForEvent('page')
  await app.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
  const popup = await opened
  const closed = popup.waitForEvent('close')
  // The last click closes the window under the hands of whoever pressed.
  await Promise.race([closed, act(popup)])
  await closed
}

async function secondFactor(popup: Page): Promise<void> {
  await popup.locator('input[name=code]').fill('123456')
  await popup.getByRole('button', { name: 'Continue' }).click()
}
