/**
 * Calls to APIs, as undici tells of them on its own diagnostics channels: what really goes out, after every
 * list of what may pass. No body is looked at.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Check, Detail } from 'shared/inspector'
import { check } from './attempts.ts'
import type { Recorder, Visit } from './recorder.ts'
import type { Redactor } from './redaction.ts'

/** As much of undici's request as its documentation promises. */
export interface OutgoingRequest {
  origin: string | URL
  method: string
  path: string
  headers: readonly string[] | string
  addHeader(name: string, value: string): unknown
}

interface Sent {
  visit: Visit
  status?: number
  startedAt: number
}

export interface ApiCallsDeps {
  recorder: Recorder
  redactor: Redactor
  /** Where APIs are; everything else that undici carries is told of elsewhere. */
  origins: ReadonlySet<string>
  now(): number
}

/** @returns the way to stop */
export function recordApiCalls(deps: ApiCallsDeps): () => void {
  const { recorder, origins, now } = deps
  const sent = new WeakMap<object, Sent>()

  const onCreate = (message: unknown): void => {
    const { request } = message as { request: OutgoingRequest }
    const visit = recorder.visit()
    if (visit === undefined || !origins.has(String(request.origin))) return
    visit.apiCalls += 1
    if (visit.apiCalls === 2) {
      recorder.tell(visit.flow, { title: 'An API call that was refused once' })
    }
    sent.set(request, { visit, startedAt: now() })
    recorder.record(requestStep(request, visit, deps), visit)
  }
  const onHeaders = (message: unknown): void => {
    const { request, response } = message as {
      request: object
      response: { statusCode: number; headers: Buffer[] | string[] }
    }
    const call = sent.get(request)
    const { visit, startedAt } = call ?? {}
    // An interim response is not the answer (RFC 9110 §15.2).
    if (visit === undefined || response.statusCode < 101) return
    const { statusCode: status } = response
    Object.assign(call ?? {}, { status })
    recorder.record(
      {
        channel: 'back',
        from: 'api',
        to: 'bff',
        title: `${status} from the API`,
        status,
        ms: now() - (startedAt ?? 0),
        params: shown(fieldsOf(response.headers), ['www-authenticate', 'retry-after'], deps),
        ...(status === 401 && { note: whatA401Means(visit), spec: 'RFC 6750 §3.1' }),
      },
      visit,
    )
  }
  const onError = (message: unknown): void => {
    const { visit, status } = sent.get((message as { request: object }).request) ?? {}
    // Of a 401 the BFF itself wants no more than the head.
    if (visit === undefined || status === 401) return
    const title = 'The API broke off, or could not be reached'
    recorder.record({ channel: 'back', from: 'api', to: 'bff', title }, visit)
  }

  const channels = {
    'undici:request:create': onCreate,
    'undici:request:headers': onHeaders,
    'undici:request:error': onError,
  }
  for (const [name, listener] of Object.entries(channels)) subscribe(name, listener)
  return () => {
    for (const [name, listener] of Object.entries(channels)) unsubscribe(name, listener)
  }
}

function requestStep(request: OutgoingRequest, { apiCalls }: Visit, deps: ApiCallsDeps) {
  const fields = fieldsOf(request.headers)
  const [path = '', query] = request.path.split('?')
  const asked = [...new URLSearchParams(query)].map(([name, value]) =>
    deps.redactor.detail(name, value),
  )
  return {
    channel: 'back' as const,
    from: 'bff' as const,
    to: 'api' as const,
    title: `${request.method} ${path}${apiCalls > 1 ? ', once more' : ''}`,
    method: request.method,
    target: String(request.origin) + path,
    params: [...shown(fields, ['authorization', 'dpop'], deps), ...asked],
    checks: checksOf(fields),
  }
}

function checksOf(fields: [string, string][]): Check[] {
  const has = (name: string) => fields.some(([field]) => field === name)
  return [
    check('token', has('authorization'), 'The BFF attached the token.', 'RFC 10017 §6.1'),
    check('cookie', !has('cookie'), 'The browser’s cookies stayed behind.', 'RFC 10017 §6.1.1'),
  ]
}

/** Of `Bearer …` the token alone, so that it has the mark it had at the token endpoint. */
function shown(fields: [string, string][], names: string[], { redactor }: ApiCallsDeps): Detail[] {
  return fields
    .filter(([name]) => names.includes(name))
    .map(([name, value]) =>
      redactor.detail(name, name === 'authorization' ? (value.split(' ')[1] ?? value) : value),
    )
}

function fieldsOf(headers: readonly (string | Buffer)[] | string): [string, string][] {
  const list = typeof headers === 'string' ? headers.split(/: |\r\n/) : headers
  const fields: [string, string][] = []
  for (let at = 0; at + 1 < list.length; at += 2) {
    fields.push([String(list[at]).toLowerCase(), String(list[at + 1])])
  }
  return fields
}

function whatA401Means({ apiCalls }: Visit): string {
  return apiCalls === 1
    ? 'The BFF refreshes the token and asks once more, where that can do no harm.'
    : 'A fresh token did not help. The BFF asks no third time.'
}
