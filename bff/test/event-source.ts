/**
 * What an EventSource does, as far as our tests lean on it: asks with fetch metadata and no header of ours,
 * takes events apart, remembers the last id. It connects once; what the browser would do next is the test's.
 */
import type { Browser } from './browser.ts'
import { exchange } from './wire.ts'

export interface ServerSentEvent {
  event: string
  data: unknown
}

export interface EventSource {
  status: number
  headers: Headers
  /** Everything so far, comments included. */
  text(): string
  events(): ServerSentEvent[]
  /** What the browser sends as `Last-Event-ID` when it connects again. */
  lastEventId(): string | undefined
  /** Settles when the stream is over, cut or whole. */
  over: Promise<void>
  close(): void
}

export async function openEventSource(
  browser: Browser,
  url: string,
  lastEventId?: string,
): Promise<EventSource> {
  const target = new URL(url)
  const headers = new Headers({
    accept: 'text/event-stream',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  })
  const cookie = browser.jar.headerFor(target, 'same-site')
  if (cookie) headers.set('cookie', cookie)
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId)
  const hangUp = new AbortController()
  const answer = await exchange(target, { method: 'GET', headers, signal: hangUp.signal })

  let text = ''
  const blocks = () => text.split('\n\n').slice(0, -1)
  return {
    status: answer.status,
    headers: answer.headers,
    text: () => text,
    events: () => blocks().flatMap(eventIn),
    lastEventId: () =>
      blocks()
        .flatMap((block) => fieldIn(block, 'id') ?? [])
        .at(-1),
    over: read(answer, (chunk) => (text += chunk)).catch(() => {}),
    close: () => hangUp.abort(),
  }
}

async function read({ body }: Response, keep: (chunk: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  for await (const chunk of body ?? []) keep(decoder.decode(chunk, { stream: true }))
}

function eventIn(block: string): ServerSentEvent[] {
  const [event, data] = [fieldIn(block, 'event'), fieldIn(block, 'data')]
  return event === undefined || data === undefined ? [] : [{ event, data: JSON.parse(data) }]
}

function fieldIn(block: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
}
