/**
 * Signed-in people who keep calling the API, a few times a second each, and write down what they get. With
 * them an outage is seen as people see it: what they are told while it lasts, and how soon it is over.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { ProblemBody } from 'shared/problem'
import { type Browser, createBrowser } from '../browser.ts'
import { sessionCookieOf, signedIn, type Scene, viewOf } from '../threats/scene.ts'

export interface Crowd {
  /** What they were told so far, each once: `200`, `503 store-unreachable`, …. */
  told(): string[]
  /** Settles when everybody has been served again. @returns how long that took */
  served(): Promise<number>
  /** They stop calling. @returns how many of them are still signed in, with the cookie they had */
  leave(): Promise<number>
}

const everyMs = 50
const patienceMs = 15_000

export async function gatherCrowd(scene: Scene, size: number): Promise<Crowd> {
  const told = new Set<string>()
  const servedAtMs: number[] = []
  const over = new AbortController()
  const browsers: Browser[] = []
  while (browsers.length < size) browsers.push(await signedIn(scene, createBrowser()))
  const cookies = browsers.map(sessionCookieOf)

  async function keepCalling(browser: Browser, place: number): Promise<void> {
    while (!over.signal.aborted) {
      const response = await browser.fetch(`${scene.origin}/api/notes`)
      if (response.ok) servedAtMs[place] = performance.now()
      told.add(await wordOf(response))
      await wait(everyMs)
    }
  }

  const calling = browsers.map(keepCalling)
  return {
    told: () => [...told].sort(),
    async served() {
      const fromMs = performance.now()
      const isServed = (place: number) => (servedAtMs[place] ?? 0) > fromMs
      while (![...browsers.keys()].every(isServed)) {
        if (performance.now() - fromMs > patienceMs) {
          const waiting = [...browsers.keys()].filter((place) => !isServed(place))
          throw new Error(`${waiting.length} of them wait for ever; told: ${[...told].join(', ')}`)
        }
        await wait(10)
      }
      return Math.round(Math.max(...servedAtMs) - fromMs)
    },
    async leave() {
      over.abort()
      await Promise.all(calling)
      const views = await Promise.all(browsers.map((browser) => viewOf(scene, browser)))
      return browsers.filter(
        (browser, place) =>
          views[place]!.status === 'signed-in' && sessionCookieOf(browser) === cookies[place],
      ).length
    },
  }
}

async function wordOf(response: Response): Promise<string> {
  const body = await response.text()
  if (response.ok) return String(response.status)
  return `${response.status} ${(JSON.parse(body) as ProblemBody).code}`
}
