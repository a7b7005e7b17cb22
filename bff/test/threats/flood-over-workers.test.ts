/**
 * Whoever is refused by one worker opens another connection: on one machine the workers count together, in the
 * process that looks after them (workers.ts), although SQLite counts for nobody.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { instanceCount } from '../instances.ts'
import { signIn } from '../sign-in.ts'
import { askOften, openWorkerHouse, workersOf } from '../workers.fixture.ts'

it(
  'has one limit on calls, whichever worker they come to [PX-27, CD-09]',
  { timeout: 60_000 },
  async ({ skip }) => {
    skip(instanceCount > 1, 'it has two processes of its own')
    const env = { RATE_LIMIT_ORDINARY: 'session:6/3600' }
    const house = await openWorkerHouse((_request, response) => void response.end('[]'), env)
    onTestFinished(() => house.close())
    const browser = createBrowser()
    await signIn(browser, house.origin, 'alice')
    const asked = await askOften(browser, `${house.origin}/api/notes`, 12)
    expect(workersOf(asked).size).toBe(2)
    expect(asked.map(({ status }) => status)).toEqual([
      ...Array(6).fill(200),
      ...Array(6).fill(429),
    ])
  },
)
