/** What the inspector shows beside each stage of a picture: the flow that just mattered, and one step of it opened. */
import type { Page } from 'playwright-core'
import type { StageName } from './tour.ts'

interface Beside {
  /** Of the flow, as the list calls it. */
  flow: string
  /** To be opened, and in the middle. */
  step?: RegExp
}

const shown: Partial<Record<StageName, Beside>> = {
  'signed-in': { flow: 'Sign-in complete' },
  'session-lost': { flow: 'POST /api/notes failed' },
  saved: { flow: 'Sign-in in a window of its own complete', step: /POST \/token/ },
  'step-up': { flow: 'POST /api/notes/erase failed' },
  confirmed: { flow: 'Step-up complete' },
  'signed-out': { flow: 'Sign-out complete' },
}

export async function showBeside(inspector: Page, stage: StageName): Promise<void> {
  const { flow, step } = shown[stage] ?? {}
  if (flow === undefined) return
  const flows = inspector.getByRole('navigation', { name: 'Flows' })
  await flows.getByRole('button', { name: flow }).first().click()
  await inspector.mouse.move(0, 0)
  if (step === undefined) return
  const button = inspector
    .getByRole('list', { name: /^Steps of/ })
    .getByRole('button', { name: step })
  await button.click()
  // To the top, so that the answer to it is in the picture, too.
  await button.locator('..').evaluate((node) => {
    ;(node as { scrollIntoView(how: { block: string }): void }).scrollIntoView({ block: 'start' })
  })
}
