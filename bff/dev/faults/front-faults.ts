/**
 * Redirects that were tampered with: on the way there (the nonce) and on the way back (state, iss, the answer
 * itself). What the BFF then sees is what it would see from an attacker, or from a person who says no.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { paths } from 'shared/paths'
import type { Recorder, Visit } from '../inspector/recorder.ts'
import type { Faults } from './faults.ts'
import type { FaultId } from './switches.ts'

type Tamper = (parameters: URLSearchParams) => void

const answers: [FaultId, Tamper][] = [
  ['wrong-iss', (parameters) => parameters.set('iss', 'https://another-server.example')],
  ['missing-iss', (parameters) => parameters.delete('iss')],
  ['wrong-state', (parameters) => parameters.set('state', 'another-browser')],
  ['consent-refused', refuseWith('access_denied')],
  ['interaction-required', refuseWith('interaction_required')],
]

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
    /** In the open, the nonce is in the redirect; pushed, it never gets here (provider-faults.ts). */
    departure(response: ServerResponse, visit: Visit): void {
      const location = response.getHeader('location')
      if (typeof location !== 'string' || !/[?&]nonce=/.test(location)) return
      if (!faults.strikes('wrong-nonce', visit.session)) return
      const url = new URL(location)
      url.searchParams.set('nonce', 'another-sign-in')
      response.setHeader('location', url.href)
      tell('wrong-nonce: the request is changed on its way', visit)
    },
  }

  function tell(title: string, visit: Visit): void {
    record({ channel: 'app', from: 'bff', to: 'bff', title: `Fault: ${title}` }, visit)
  }
}

function refuseWith(error: string): Tamper {
  return (parameters) => {
    parameters.delete('code')
    parameters.set('error', error)
  }
}
