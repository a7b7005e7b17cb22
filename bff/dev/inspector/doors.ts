/**
 * GET  /__dev/open?key=…  takes the key out of the address bar and goes to the inspector
 * GET  /__dev/feed        server-sent events: all there is, then every step as it happens
 * GET  /__dev/session     what the server holds of the browser's session
 * GET  /__dev/doctor      what the doctor finds, and what to fill in at the provider
 * GET  /__dev/errors      what each error code means
 * GET  /__dev/why?ref=…    which codes stand behind the reference that a page shows
 * GET  /__dev/faults      the switches, and which are on
 * POST /__dev/faults      turns one: {"id", "on", "scope", "times"}
 *
 * The page itself, `/__dev`, is the web app's. Everything here is behind `guard.ts`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultScope, FaultsView, HeldView } from 'shared/inspector'
import type { DoctorView, WhyView } from 'shared/inspector-findings'
import { type Faults } from '../faults/faults.ts'
import { type FaultId, switches, switchFor } from '../faults/switches.ts'
import { readExplanations } from './explanations.ts'
import { feed } from './feed.ts'
import { type GuardOptions, isKey, keyCookie, reasonToRefuse } from './guard.ts'
import type { Recorder } from './recorder.ts'
import type { Redactor } from './redaction.ts'

export interface DoorsDeps extends GuardOptions {
  recorder: Recorder
  redactor: Redactor
  faults: Faults
  sessionOf(request: IncomingMessage): string | undefined
  held(session: string | undefined, request: IncomingMessage): Promise<HeldView>
  doctor(): Promise<DoctorView>
  strike(id: FaultId, session: string | undefined): Promise<boolean>
}

type Door = (request: IncomingMessage, response: ServerResponse) => unknown

/** @returns whether it was for us */
export function createDoors(deps: DoorsDeps): (...args: Parameters<Door>) => boolean {
  const doors: Record<string, Door> = {
    'GET /__dev/feed': (_request, response) => feed(response, deps),
    'GET /__dev/session': async (request, response) =>
      tell(response, 200, await deps.held(deps.sessionOf(request), request)),
    'GET /__dev/doctor': async (_request, response) => tell(response, 200, await deps.doctor()),
    'GET /__dev/errors': (_request, response) => tell(response, 200, readExplanations()),
    'GET /__dev/why': (request, response) => tell(response, 200, whyOf(request, deps.recorder)),
    'GET /__dev/faults': (_request, response) => tell(response, 200, viewOf(deps.faults)),
    'POST /__dev/faults': (request, response) => turn(request, response, deps),
  }
  return (request, response) => {
    const url = new URL(request.url ?? '', 'http://app.invalid')
    if (url.pathname !== '/__dev' && !url.pathname.startsWith('/__dev/')) return false
    response.setHeader('cache-control', 'no-store')
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('x-content-type-options', 'nosniff')
    if (url.pathname === '/__dev/open') return open(url, request, response, deps)
    const why = reasonToRefuse(request, deps)
    const door = doors[`${request.method} ${url.pathname}`]
    if (why !== undefined) tell(response, 403, { title: why })
    else if (door === undefined) tell(response, 404, { title: 'There is no such thing here.' })
    else
      void Promise.resolve(door(request, response)).catch((error: Error) => {
        tell(response, 500, { title: error.message })
      })
    return true
  }
}

function open(
  { searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
  { key, appOrigin }: DoorsDeps,
): true {
  const given = searchParams.get('key')
  const withKey = Object.assign(Object.create(request) as IncomingMessage, {
    headers: { ...request.headers, 'x-inspector-key': given ?? '' },
  })
  const why = isKey(given, key) ? reasonToRefuse(withKey, { key, appOrigin }) : 'Not this key.'
  if (why !== undefined) {
    tell(response, 403, { title: why })
    return true
  }
  const secure = appOrigin.startsWith('https:') ? '; Secure' : ''
  const cookie = `${keyCookie}=${key}; Path=/__dev; HttpOnly; SameSite=Strict${secure}`
  response.writeHead(303, { 'set-cookie': cookie, location: '/__dev' }).end()
  return true
}

async function turn(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, sessionOf, strike }: DoorsDeps,
): Promise<void> {
  const asked = await readJson(request)
  const { on = true } = asked
  if (!on) {
    faults.clear(typeof asked['id'] === 'string' ? asked['id'] : undefined)
    return tell(response, 200, viewOf(faults))
  }
  const known = switchFor(asked['id'])
  if (known === undefined || known.acts === 'told') {
    return tell(response, 400, { title: 'There is no such switch.' })
  }
  const session = sessionOf(request)
  if (known.acts === 'now') {
    const isDone = await strike(known.id, session)
    if (!isDone) return tell(response, 409, { title: 'Sign in first: this is done to a session.' })
  } else {
    faults.arm({ id: known.id, session, scope: scopeIn(asked), times: timesIn(asked) })
  }
  tell(response, 200, viewOf(faults))
}

/** In the order it was told; and where to see it. */
function whyOf({ url = '' }: IncomingMessage, recorder: Recorder): WhyView {
  const ref = new URL(url, 'http://app.invalid').searchParams.get('ref')
  const steps = recorder.snapshot().steps.filter((step) => step.ref === ref && step.codes)
  const step = steps.at(-1)?.seq
  return {
    codes: [...new Set(steps.flatMap(({ codes = [] }) => codes))],
    ...(step !== undefined && { step }),
  }
}

const viewOf = (faults: Faults): FaultsView => ({ switches: [...switches], on: faults.on() })

function scopeIn({ scope }: Record<string, unknown>): FaultScope {
  return scope === 'session' || scope === 'all' ? scope : 'next'
}

function timesIn({ times }: Record<string, unknown>): number {
  return typeof times === 'number' && times >= 1 ? Math.min(Math.floor(times), 100) : 1
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    if (chunks.length > 16) return {}
  }
  try {
    return { ...(JSON.parse(Buffer.concat(chunks).toString()) as object) }
  } catch {
    return {}
  }
}

function tell(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
