/** A request to one of our doors, read: by which channel it comes, and what shows that it is one of our pages. */
import type { IncomingMessage } from 'node:http'
import type { Check, Detail, FlowChannel } from 'shared/inspector'
import { csrfHeader } from 'shared/paths'
import { check } from './attempts.ts'
import type { Redactor } from './redaction.ts'

export interface Arrival {
  request: IncomingMessage
  method: string
  path: string
  parameters: URLSearchParams
  channel: FlowChannel
}

/** A page visit goes through the address bar; a script stays where it is. */
export function channelOf({ headers }: IncomingMessage): FlowChannel {
  return headers['sec-fetch-mode'] === 'navigate' ? 'front' : 'app'
}

const shown = [csrfHeader.name, 'sec-fetch-site', 'origin']

export function headersShown({ headers }: IncomingMessage, redactor: Redactor): Detail[] {
  return shown.flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [redactor.detail(name, value)] : []
  })
}

export function checksOfScript({ request, channel, method }: Arrival): Check[] {
  if (channel === 'front') return []
  const { headers } = request
  const hasHeader = headers[csrfHeader.name] === csrfHeader.value
  const isHere = headers['sec-fetch-site'] === 'same-origin'
  const proven = hasHeader || (method === 'GET' && isHere)
  return [
    check('same origin', proven, 'A page of ours is asking, and no other.', 'RFC 10017 §6.1.3.3.2'),
    check('no token', headers.authorization === undefined, 'The browser has none to send.'),
  ]
}
