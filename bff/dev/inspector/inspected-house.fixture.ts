/**
 * A BFF under observation in the local world, on a socket of its own, and with it everything secret that ever
 * passed: what the inspector must not tell.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultsView, Flow, HeldView, Snapshot, Step } from 'shared/inspector'
import { type Browser, createBrowser } from '../../test/browser.ts'
import { type ResourcePolicy, resourceNames } from '../../src/api/resources.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { createFetch } from '../../src/http/outbound.ts'
import type { WebRoot } from '../../src/spa/web-root.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { openWorld, type World, type WorldOptions } from '../world.ts'
import { createInspectedApp } from './inspected.ts'

export interface InspectedHouse {
  world: World
  origin: string
  key: string
  /** Tokens, codes, verifiers and the client's secret, as they went over the wire. */
  secrets: Set<string>
  /** Refreshes wait for it. */
  gate: { open: Promise<unknown> }
  /** A browser that has opened the inspector's address. */
  open(): Promise<Browser>
  snapshot(browser: Browser): Promise<Snapshot & { text: string }>
  /** The steps of the last flow with this in its title. */
  stepsOf(browser: Browser, title: string): Promise<{ flow: Flow; steps: Step[] }>
  held(browser: Browser): Promise<HeldView>
  fault(browser: Browser, asked: Record<string, unknown>): Promise<FaultsView>
  close(): Promise<void>
}

const secretNames =
  /^(code|code_verifier|client_secret|access_token|refresh_token|id_token|token|state|nonce)$/

export interface InspectedHouseOptions {
  world?: WorldOptions
  /** Where the BFF listens when something else is at the app's own port, with the BFF behind it. */
  port?: number
  table?: Record<string, ResourcePolicy>
  /** The web app as it is built; by default there is an empty page. */
  web?: WebRoot
  /** Over the world's own settings: mistakes, mostly. */
  env?: Record<string, string>
}

export async function openInspectedHouse(
  options: InspectedHouseOptions = {},
): Promise<InspectedHouse> {
  const world = await openWorld(options.world)
  const { appOrigin: origin, appPort } = world
  const env = { ...world.env, ...options.env }
  const secrets = new Set<string>([env['OIDC_CLIENT_SECRET'] ?? ''].filter((text) => text !== ''))
  const note = (name: string, value: unknown) => {
    if (secretNames.test(name) && typeof value === 'string') secrets.add(value)
  }
  const gate = { open: Promise.resolve() as Promise<unknown> }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { body } = init ?? {}
    const isForm = typeof body === 'string' || body instanceof URLSearchParams
    new URLSearchParams(isForm ? body : '').forEach((value, name) => note(name, value))
    if (isForm && String(body).includes('grant_type=refresh_token')) await gate.open
    const answer = await globalThis.fetch(input, init)
    const said: unknown = await answer
      .clone()
      .json()
      .catch(() => ({}))
    for (const [name, value] of Object.entries(Object(said) as object)) note(name, value)
    return answer
  }
  const clock = { now: () => Date.now() }
  const config = readConfig(env, resourceNames)
  const storage = openStorage('memory:', clock)
  const key = randomBytes(24).toString('base64url')
  const ports = {
    clock,
    random: randomBytes,
    wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, signal && { signal }),
    fetch,
    fetchWith: createFetch,
    storage,
    log: { write: () => undefined },
  }
  const app = createInspectedApp(config, ports, {
    key,
    web: options.web ?? {
      directory: '',
      html: () => '<!doctype html><html lang="en"><head><title>Test</title></head></html>',
    },
    storageBeside: storage,
    env,
    ...(options.table && { table: options.table }),
  })
  const server = createHttpServer(app.answer)
  await new Promise<void>((resolve) => server.listen(options.port ?? appPort, '127.0.0.1', resolve))

  const house: InspectedHouse = {
    world,
    origin,
    key,
    secrets,
    gate,
    async open() {
      const browser = createBrowser()
      await browser.visit(`${origin}/__dev/open?key=${key}`)
      return browser
    },
    async snapshot(browser) {
      const text = await firstEvent(await browser.fetch(`${origin}/__dev/feed`))
      return { ...(JSON.parse(text) as Snapshot), text }
    },
    async stepsOf(browser, title) {
      const { flows, steps } = await house.snapshot(browser)
      const flow = flows.findLast((each) => each.title.includes(title))
      if (flow === undefined) throw new Error(`No flow "${title}": ${JSON.stringify(flows)}`)
      return { flow, steps: steps.filter((step) => step.flow === flow.id) }
    },
    held: async (browser) =>
      (await (await browser.fetch(`${origin}/__dev/session`)).json()) as HeldView,
    async fault(browser, asked) {
      const body = JSON.stringify(asked)
      const answer = await browser.fetch(`${origin}/__dev/faults`, { method: 'POST', body })
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as FaultsView
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await app.close()
      await storage.close()
      await world.close()
    },
  }
  return house
}

/** All there was until now; the stream goes on without us. */
async function firstEvent(answer: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const [, data] = /^data: (.*)\n\n/m.exec(text) ?? []
    if (data !== undefined) return data
  }
  throw new Error(`The feed ended: ${answer.status} ${text}`)
}
