/** A fault switch, turned by script on a page of the app: through the same door as by hand. */
import type { Page } from 'playwright-core'

/** @returns the status of the answer; 409: nobody is signed in there to whom it could be done */
export function fault(page: Page, asked: Record<string, unknown>): Promise<number> {
  return page.evaluate(async (body) => {
    const headers = { 'x-csrf': '1', 'content-type': 'application/json' }
    return (await fetch('/__dev/faults', { method: 'POST', headers, body })).status
  }, JSON.stringify(asked))
}
