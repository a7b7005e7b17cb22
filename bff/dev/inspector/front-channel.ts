/**
 * The front channel: what the browser asks of our doors and what it is told, redirects to and from the
 * authorization server included. What happens between those two – somebody signing in at pages that are not
 * ours – no BFF can see; it is inferred, and marked so.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { paths } from 'shared/paths'
import { digest } from '../../src/storage/digest.ts'
import { type Attempts, checksOfReturn } from './attempts.ts'
import { type Arrival, channelOf, checksOfScript, headersShown } from './arrival.ts'
import { tellAnswer } from './answers.ts'
import { type CookieNames, cookiesSent, cookieValue } from './cookies-shown.ts'
import { beforeHead, whenRead } from './messages.ts'
import { claimsShown } from './provider-answer.ts'
import type { Races } from './races.ts'
import type { Recorder, Visit } from './recorder.ts'
import type { Redactor } from './redaction.ts'
import { flowBegunBy } from './visits.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

export interface FrontChannelDeps {
  recorder: Recorder
  redactor: Redactor
  attempts: Attempts
  races: Races
  issuers: readonly string[]
  cookies: CookieNames
  now(): number
  /** Faults that change what comes to the BFF, and what goes from it (dev/faults/front-faults.ts). */
  disturb: {
    arrival(request: IncomingMessage, visit: Visit): void
    departure(response: ServerResponse, visit: Visit): void
  }
}

export function recordFrontChannel(answer: Listener, deps: FrontChannelDeps): Listener {
  const { recorder, races, cookies, now } = deps
  return (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    if (!/^\/(auth|api)(\/|$)/.test(path)) return answer(request, response)
    const { method = 'GET' } = request
    const startedAt = now()
    const { kind, title } = flowBegunBy(method, path, new URLSearchParams(query))
    const visit = recorder.begin(kind, title)
    const cookie = cookieValue(request, cookies.session)
    if (cookie !== undefined) visit.session = digest(cookie)
    races.arrives(visit)
    response.once('close', () => {
      races.leaves(visit)
      if (!response.headersSent) tellGoneAway(visit, deps)
    })
    deps.disturb.arrival(request, visit)

    const asked = new URLSearchParams((request.url ?? '').split('?')[1])
    const arrival = { request, method, path, parameters: asked, channel: channelOf(request) }
    whenRead(request, (form) => {
      for (const [name, value] of form) arrival.parameters.append(name, value)
      tellArrival(arrival, visit, deps)
    })
    beforeHead(response, (body) => {
      tellAnswer({ ...arrival, response, body, ms: now() - startedAt }, visit, deps)
      deps.disturb.departure(response, visit)
    })
    recorder.within(visit, () => answer(request, response))
  }
}

function tellArrival(arrival: Arrival, visit: Visit, deps: FrontChannelDeps): void {
  const { recorder, redactor } = deps
  const { method, path, parameters, channel } = arrival
  if (path === paths.backchannelLogout) return tellLogoutToken(arrival, visit, deps)
  const isReturn = path === paths.callback
  if (isReturn || path === paths.postLogout) goOn(arrival, visit, deps)
  recorder.record(
    {
      channel,
      from: 'browser',
      to: 'bff',
      title: `${method} ${path}`,
      method,
      target: path,
      params: [
        ...[...parameters].map(([name, value]) => redactor.detail(name, value)),
        ...cookiesSent(arrival.request, deps.cookies, redactor),
        ...headersShown(arrival.request, redactor),
      ],
      checks: isReturn
        ? checksOfReturn(visit.attempt, parameters, deps.issuers)
        : checksOfScript(arrival),
    },
    visit,
  )
}

/** A page that was left, or a script that changed its mind: nobody is waiting for the answer any more. */
function tellGoneAway(visit: Visit, { recorder }: FrontChannelDeps): void {
  const title = 'The browser has gone away before the answer'
  recorder.record({ channel: 'app', from: 'browser', to: 'bff', title, inferred: true }, visit)
  recorder.tell(visit.flow, { state: 'done' })
}

/** The way back belongs to the flow that began with the way there. */
function goOn({ path, parameters }: Arrival, visit: Visit, deps: FrontChannelDeps): void {
  const { recorder, attempts } = deps
  const attempt = attempts.answeredBy(parameters)
  if (attempt === undefined) return
  attempt.returns += 1
  visit.attempt = attempt
  recorder.join(visit, attempt.flow)
  const isReplay = attempt.returns > 1
  if (isReplay) recorder.tell(attempt.flow, { title: 'Sign-in, and its answer a second time' })
  recorder.record(
    {
      channel: 'front',
      from: 'authorization-server',
      to: 'browser',
      title: isReplay ? 'The same answer again' : 'Back to us, by redirect',
      note:
        path === paths.callback
          ? 'The person has signed in, or has not: no password and no page of the server came by here.'
          : 'The session at the authorization server is over too.',
      inferred: true,
    },
    visit,
  )
}

function tellLogoutToken({ parameters }: Arrival, visit: Visit, deps: FrontChannelDeps): void {
  const { recorder, redactor } = deps
  const token = parameters.get('logout_token') ?? ''
  recorder.record(
    {
      channel: 'back',
      from: 'authorization-server',
      to: 'bff',
      title: 'A session is over there',
      method: 'POST',
      target: paths.backchannelLogout,
      params: [
        redactor.detail('logout_token', token),
        ...claimsShown('logout_token', token, redactor),
      ],
      spec: 'Back-Channel Logout §2.5',
    },
    visit,
  )
}
