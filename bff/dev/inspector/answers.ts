/** What a door of ours tells the browser: status, where to go, which cookies. Bodies stay unseen. */
import type { ServerResponse } from 'node:http'
import type { Detail, Step } from 'shared/inspector'
import { paths, refusalHeader } from 'shared/paths'
import type { Arrival } from './arrival.ts'
import { cookiesSet } from './cookies-shown.ts'
import type { FrontChannelDeps } from './front-channel.ts'
import type { Visit } from './recorder.ts'
import { wordFor } from './words.ts'

export interface Answered extends Arrival {
  response: ServerResponse
  /** Of an answer in one piece. */
  body: string
  ms: number
}

export function tellAnswer(answered: Answered, visit: Visit, deps: FrontChannelDeps): void {
  const { recorder, redactor, cookies } = deps
  const { response, path, channel } = answered
  const { statusCode: status } = response
  const isFromProvider = path === paths.backchannelLogout
  const location = locationIn(answered)
  const set = cookiesSet(
    [response.getHeader('set-cookie') ?? []].flat().map(String),
    cookies,
    redactor,
  )
  const leavesTo = location && awayTo(location)
  const refusal = refusalOf(answered)
  recorder.record(
    {
      channel: isFromProvider ? 'back' : channel,
      from: 'bff',
      to: isFromProvider ? 'authorization-server' : 'browser',
      title: titleOf(status, location, refusal),
      status,
      ms: answered.ms,
      ...(location && { target: location.origin === here ? location.pathname : placeOf(location) }),
      params: [...refusalShown(refusal, deps), ...parametersOf(location, deps), ...set.params],
      checks: set.checks,
      ...(refusal !== undefined && { codes: [refusal] }),
    },
    visit,
  )
  if (leavesTo) tellDeparture(leavesTo, visit, deps)
  recorder.tell(visit.flow, { state: stateAfter(answered, location) })
}

/** What a path without a host is read against; no real server has this name. */
const here = 'http://app.invalid'

/** A redirect says it in a header, `POST /auth/logout` tells a script in its body. */
function locationIn({ response, path, body }: Answered): URL | undefined {
  const field = response.getHeader('location')
  const text = typeof field === 'string' ? field : path === paths.logout ? locationTold(body) : ''
  return text !== '' && URL.canParse(text, here) ? new URL(text, here) : undefined
}

function locationTold(body: string): string {
  try {
    const { location } = JSON.parse(body) as { location?: unknown }
    return typeof location === 'string' ? location : ''
  } catch {
    return ''
  }
}

const awayTo = (location: URL) => (location.origin === here ? undefined : location)
const placeOf = ({ origin, pathname }: URL) => origin + pathname

function titleOf(status: number, location: URL | undefined, refusal: string | undefined): string {
  if (location === undefined) return refusal === undefined ? `${status}` : `${status}: ${refusal}`
  return location.origin === here
    ? `${status}: go to ${location.pathname}`
    : `${status}: go to the authorization server`
}

function parametersOf(location: URL | undefined, { redactor }: FrontChannelDeps): Detail[] {
  if (location === undefined) return []
  return [...location.searchParams].map(([name, value]) => {
    // The `code` of a page of ours is one of problems, and not an authorization code.
    const isProblem = name === 'code' && location.origin === here
    return redactor.detail(name, value, isProblem ? wordFor(refusalHeader) : undefined)
  })
}

/** By us, before anything was forwarded: a resource server's answer never has this header. */
function refusalOf({ response }: Answered): string | undefined {
  const code = response.getHeader(refusalHeader)
  return typeof code === 'string' ? code : undefined
}

function refusalShown(code: string | undefined, { redactor }: FrontChannelDeps): Detail[] {
  return code === undefined ? [] : [redactor.detail(refusalHeader, code)]
}

/** To the authorization server, where the browser goes by itself. */
function tellDeparture(location: URL, visit: Visit, deps: FrontChannelDeps): void {
  const { recorder, attempts } = deps
  const attempt = attempts.note(visit.flow, location.searchParams)
  if (attempt !== undefined) visit.attempt = attempt
  const departure: Pick<Step, 'title' | 'note'> =
    visit.kind === 'sign-out'
      ? {
          title: 'Sign out there too',
          note: 'With the parameters of the answer before, in the address bar.',
        }
      : { title: 'May I sign in?', note: 'Pages that are not ours: we see nothing of them.' }
  recorder.record(
    {
      ...departure,
      channel: 'front',
      from: 'browser',
      to: 'authorization-server',
      method: 'GET',
      target: placeOf(location),
      inferred: true,
    },
    visit,
  )
}

function stateAfter({ response, path }: Answered, location: URL | undefined) {
  const { statusCode } = response
  const isLost =
    location !== undefined &&
    [paths.problemPage, paths.signedOutPage].some(
      (page) => location.pathname === page && path !== paths.postLogout && path !== paths.logout,
    )
  if (statusCode >= 400 || isLost) return 'failed'
  return path === paths.login ? 'running' : 'done'
}
