/**
 * Makes a state happen, in a window of its own: turns the switches, goes there, and does in the page what a person
 * would do – types into it, presses what is written on a button. Nothing of the app is told to look as if.
 *
 * In development alone, where both windows are of one origin and nothing cuts them apart (`pnpm dev` has Vite in
 * front, which sends no Cross-Origin-Opener-Policy).
 */
import { csrfHeader, paths } from 'shared/paths'
import type { Act, State, Turn } from './states.ts'

export interface Making {
  turn(turn: Turn): Promise<void>
  allOff(): Promise<void>
}

const patienceMs = 120_000
const lookEveryMs = 50

/** @param opened a window that was opened by the press itself, or browsers would not let it be */
export async function makeState(state: State, opened: Window, making: Making): Promise<void> {
  await making.allOff()
  if (state.from === 'signed-out') await leave()
  for (const fault of state.faults ?? []) await making.turn(fault)
  opened.location.assign(state.path)
  const { acts = [] } = state
  if (acts.length === 0) return
  // Somebody may have to sign in first, on pages that are not ours.
  await until(() => opened.document.querySelector('main h1'))
  for (const act of acts) await perform(act, opened, making)
}

async function perform(act: Act, opened: Window, making: Making): Promise<void> {
  const { document } = opened
  if ('fault' in act) return making.turn(act.fault)
  if ('leave' in act) return leave()
  if ('missing' in act) {
    opened.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
  } else if ('type' in act) {
    type(await until(() => document.querySelector<HTMLInputElement>('input[name=title]')), act.type)
    await until(() => isNoticed(opened))
  } else if ('untick' in act) {
    const isIt = ({ textContent }: Element) => textContent.startsWith(act.untick)
    const labels = await until(() => some(document.querySelectorAll('label'), isIt))
    labels[0]?.click()
  } else {
    const isIt = ({ textContent }: Element) => textContent === act.press
    const buttons = await until(() => some(buttonsIn(document), isIt))
    buttons[0]?.click()
  }
}

/** Of an open dialog alone: nothing behind it can be pressed. */
function buttonsIn(document: Document): NodeListOf<HTMLElement> {
  const dialog = document.querySelector('dialog[open]')
  return (dialog ?? document).querySelectorAll<HTMLElement>('button')
}

function some<E extends HTMLElement>(all: NodeListOf<E>, isIt: (one: E) => boolean) {
  const found = [...all].filter(isIt)
  return found.length > 0 ? found : undefined
}

/** As React hears it: by the setter of the browser, with an event after it. */
function type(field: HTMLInputElement, text: string): void {
  const { HTMLInputElement: Input, Event: Said } = field.ownerDocument.defaultView ?? window
  Object.getOwnPropertyDescriptor(Input.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Said('input', { bubbles: true }))
}

/** Would the page ask before it lets go of what was typed? */
function isNoticed(opened: Window): true | undefined {
  return opened.dispatchEvent(new Event('beforeunload', { cancelable: true })) ? undefined : true
}

/** Here, and only here: who is known at the sign-in service stays so. */
async function leave(): Promise<void> {
  const headers = { [csrfHeader.name]: csrfHeader.value }
  await fetch(`${paths.logout}?only=here`, { method: 'POST', headers })
}

async function until<T>(look: () => T | null | undefined): Promise<T> {
  const startedAt = Date.now()
  while (Date.now() - startedAt < patienceMs) {
    const found = attempt(look)
    if (found !== null && found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  throw new Error('That is not on the page, and has not come in two minutes.')
}

/** While the window is at another origin it cannot be looked into. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
