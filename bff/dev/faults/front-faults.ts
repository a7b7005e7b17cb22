/**
 * Redirects that were tampered with: on the way there (the nonce, who is meant) and on the way back (state, iss,
 * the answer itself, the cookie). What the BFF then sees is what it would see from an attacker, from a person who
 * says no, or from a browser that keeps no cookies.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { paths } from 'shared/paths'
import type { Recorder, Visit } from '../inspector/recorder.ts'
import type { Faults } from './faults.ts'
import { askForOpenerPolicy } from './opener-policy.ts'
import type { FaultId } from './switches.ts'

type Tamper = (parameters: URLSearchParams) => void

const answers: [FaultId, Tamper][] = [
  ['wrong-iss', (parameters) => parameters.set('iss', 'https://another-server.example')],
  ['missing-iss', (parameters) => parameters.delete('iss')],
  ['wrong-state', (parameters) => parameters.set('state', 'another-browser')],
  ['consent-refused', refuseWith('access_denied')],
  ['interaction-required', refuseWith('interaction_required')],
]

/** `true`: only where the whole request is in the redirect. */
const requests: [FaultId, (url: URL) => void, isOpen?: true][] = [
  ['wrong-nonce', ({ searchParams }) => searchParams.set('nonce', 'another-sign-in'), true],
  ['wrong-person', ({ searchParams }) => askWhoItIs(searchParams), true],
  ['opener-policy', askForOpenerPolicy],
]

/** A living one: without a value it is being taken away. */
const sessionCookie = /^(__Host-Http-claimcheck|claimcheck-dev)=[^;]/

export function createDisturb(faults: Faults, { record }: Recorder) {
  return {
    arrival(request: IncomingMessage, visit: Visit): void {
      const [path = '', query = ''] = (request.url ?? '').split('?')
      if (path !== paths.callback || query === '') return
      const ids = answers.map(([id]) => id)
      const id = faults.first(ids, visit.session)
      const [, tamper] = answers.find(([each]) => each === id) ?? []
      if (tamper === undefined) return
      const parameters = new URLSearchParams(query)
      tamper(parameters)
      request.url = `${path}?${parameters}`
      tell(`${id}: the answer is changed on its way`, visit)
    },
    /** In the open, the request is in the redirect; pushed, it never gets here (provider-faults.ts). */
    departure(response: ServerResponse, visit: Visit): void {
      loseCookie(response, visit)
      const location = response.getHeader('location')
      if (typeof location !== 'string' || !URL.canParse(location)) return
      const url = new URL(location)
      const { searchParams } = url
      if (!isRequest(searchParams)) return
      const struck = requests.filter(
        ([id, , isOpen]) =>
          (!isOpen || searchParams.has('nonce')) && faults.strikes(id, visit.session),
      )
      for (const [id, alter] of struck) {
        alter(url)
        tell(`${id}: the request is changed on its way`, visit)
      }
      if (struck.length > 0) response.setHeader('location', url.href)
    },
  }

  /** As a browser does that keeps no cookies of ours: it signs in, and is nobody when it comes back. */
  function loseCookie(response: ServerResponse, visit: Visit): void {
    const set = [response.getHeader('set-cookie') ?? []].flat().map(String)
    const kept = set.filter((cookie) => !sessionCookie.test(cookie))
    if (kept.length === set.length || !faults.strikes('cookie-blocked', visit.session)) return
    response.setHeader('set-cookie', kept)
    tell('cookie-blocked: the session cookie is not kept', visit)
  }

  function tell(title: string, visit: Visit): void {
    record({ channel: 'app', from: 'bff', to: 'bff', title: `Fault: ${title}` }, visit)
  }
}

/** Signing out goes to the same server, and is left alone. */
function isRequest(parameters: URLSearchParams): boolean {
  return ['code_challenge', 'request', 'request_uri'].some((name) => parameters.has(name))
}

/** Whoever was signed in there is asked anew, and may turn out to be somebody else. */
export function askWhoItIs(parameters: URLSearchParams): void {
  parameters.set('prompt', 'login')
  parameters.delete('login_hint')
}

function refuseWith(error: string): Tamper {
  return (parameters) => {
    parameters.delete('code')
    parameters.set('error', error)
  }
}
