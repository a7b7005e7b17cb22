/**
 * For tests: what a person does at a page, and what they see there, by the words that stand on it. What is hidden
 * or inert they neither see nor reach, and while a dialog is open they reach nothing else.
 */
import { expect } from 'vitest'
import { until } from './until.ts'

export interface Person {
  /** Waits until these words are there. */
  sees(words: string): Promise<void>
  /** Waits until they are not there any more. */
  seesNoMore(words: string): Promise<void>
  words(): string
  press(name: string): Promise<void>
  fill(label: string, text: string): Promise<void>
  /** Comes back to this window from another one, or from another tab. */
  returns(): void
  /** What stands in a field, seen or not. */
  valueOf(label: string): string | undefined
}

export function createPerson(root: HTMLElement): Person {
  const words = () => wordsIn(root)
  return {
    words,
    async sees(text) {
      await until(() => words().includes(text), `“${text}” is to be seen`).catch(() => {})
      expect(words()).toContain(text)
    },
    async seesNoMore(text) {
      await until(() => !words().includes(text), `“${text}” is gone`).catch(() => {})
      expect(words()).not.toContain(text)
    },
    async press(name) {
      const control = await until(() => controlIn(root, name), `“${name}” can be pressed`)
      control.click()
    },
    async fill(label, text) {
      type(await until(() => fieldIn(root, label, true), `“${label}” can be filled in`), text)
    },
    returns: () => void window.dispatchEvent(new Event('visibilitychange')),
    valueOf: (label) => fieldIn(root, label, false)?.value,
  }
}

function wordsIn(root: HTMLElement): string {
  const seen = root.cloneNode(true) as HTMLElement
  for (const unseen of seen.querySelectorAll('[hidden], [popover], script, style')) unseen.remove()
  return seen.textContent.replace(/\s+/g, ' ')
}

function controlIn(root: HTMLElement, name: string): HTMLElement | undefined {
  const controls = root.querySelectorAll<HTMLElement>('button, a[href], summary')
  return [...controls].find(
    (control) =>
      (control.ariaLabel ?? control.textContent.trim()) === name && isInReach(root, control),
  )
}

type Field = HTMLInputElement | HTMLTextAreaElement

function fieldIn(root: HTMLElement, label: string, inReach: boolean): Field | undefined {
  const labels = [...root.querySelectorAll('label')].filter(
    ({ textContent }) => textContent.trim() === label,
  )
  return labels
    .map(({ htmlFor }) => document.getElementById(htmlFor) as Field)
    .find((field) => !inReach || isInReach(root, field))
}

function isInReach(root: HTMLElement, element: HTMLElement): boolean {
  const top = [...root.querySelectorAll('dialog[open]')].at(-1)
  return element.closest('[hidden], [inert]') === null && (top?.contains(element) ?? true)
}

/** As typing does it. React has put a setter of its own before that of the element. */
function type(field: Field, text: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
  setter?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
