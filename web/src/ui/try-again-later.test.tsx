// @vitest-environment happy-dom
/** Whoever asked too often is told so in a sentence, and waits as long as it takes: nothing asks on its own. */
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { refusal } from '../testing/pretend-bff.ts'
import { renderApp } from '../testing/render-app.tsx'
import { signedIn } from '../testing/session-views.ts'

const tooMany = () => refusal('too-many-calls', { retryAfter: 40 })
const tryAgain = () =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again')

describe('a read that was one too many', { timeout: 20_000 }, () => {
  it('cannot be tried again before the time that was named [FE-10]', async () => {
    const clock = fakeClock()
    const answers = { 'GET /api/notes': tooMany }
    const { person, bff } = await renderApp({ path: '/notes', session: signedIn(), answers, clock })
    await person.sees('That was a lot at once. Please try again in 40 seconds.')
    const asked = [...bff.asked]
    await clock.pass(39_000)
    expect(tryAgain()?.disabled).toBe(true)
    expect(bff.asked).toEqual(asked)

    await clock.pass(1_000)
    bff.answers = { 'GET /api/notes': () => Response.json({ notes: [] }) }
    await person.press('Try again')
    await person.sees('Nothing here yet')
  })
})
