/**
 * The app with the fault switches, in one of its two shapes: as `pnpm dev` shows it, or as it is built and served.
 * One for each test file, with one browser profile: states follow each other as they do for one person, who is known
 * at the sign-in service after the first time.
 */
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright-core'
import type { SessionView } from 'shared/session'
import { afterAll, beforeAll, inject } from 'vitest'
import { openInspectedHouse } from '../../bff/dev/inspector/inspected-house.fixture.ts'
import { openWebRoot } from '../../bff/src/spa/web-root.ts'
import { openDevelopment } from '../demo/development.ts'
import type { State, Turn } from '../src/dev/states.ts'
import { openChromium } from './chromium.ts'
import { signIn } from './person.ts'

export interface Faulty {
  origin: string
  issuer: string
  context: BrowserContext
  turn(turn: Turn): Promise<void>
  /** Nothing is wrong any more, and who is to be there is there. */
  prepare(state: Pick<State, 'from' | 'strangers'>): Promise<void>
  leave(): Promise<void>
}

const person = 'alice'
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

export function useFaulty(shape: 'development' | 'built'): () => Faulty {
  let faulty: Faulty | undefined
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { house, close } = shape === 'built' ? await openBuilt() : await openDevelopment()
    ends.push(close)
    const browser = await openChromium(inject('chromium') ?? '')
    const context = await browser.newContext({
      baseURL: house.origin,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    ends.push(() => context.close())
    const { issuer } = house.world.authorizationServer
    faulty = operate(context, { origin: house.origin, issuer })
    const page = await context.newPage()
    await page.goto(`/__dev/open?key=${house.key}`)
    await page.close()
  })
  afterAll(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  })

  return () => {
    if (faulty === undefined) throw new Error('It opens before the tests, not before.')
    return faulty
  }
}

async function openBuilt() {
  const house = await openInspectedHouse({ web: openWebRoot(dist) })
  return { house, close: () => house.close() }
}

function operate(context: BrowserContext, place: Pick<Faulty, 'origin' | 'issuer'>): Faulty {
  const headers = { 'x-csrf': '1' }
  const post = async (path: string, data: object = {}) => {
    const answer = await context.request.post(path, { headers, data })
    if (!answer.ok()) throw new Error(`${answer.status()}: ${await answer.text()}`)
  }
  const turn = (asked: object) => post('/__dev/faults', asked)
  const leave = () => post('/auth/logout?only=here')
  return {
    ...place,
    context,
    leave,
    turn,
    async prepare({ from, strangers }) {
      await turn({ on: false })
      // A session of its own for each: what went wrong with the last one stays with it.
      await context.request.get('/auth/login?returnTo=/')
      if (!(await isSignedIn())) await signInByHand()
      if (from === 'signed-out') await leave()
      if (strangers) await context.clearCookies({ domain: '127.0.0.1' })
    },
  }

  async function isSignedIn(): Promise<boolean> {
    const answer = await context.request.get('/auth/session', { headers })
    const view = (await answer.json()) as SessionView
    return view.status === 'signed-in' && view.user.preferredUsername === person
  }

  /** Nobody is known over there, or somebody else. */
  async function signInByHand(): Promise<void> {
    await context.clearCookies({ domain: '127.0.0.1' })
    const page = await context.newPage()
    await signIn(page, person, '/account')
    await page.close()
  }
}
