/** What else can come over a wire: answers that are late, endless, huge, or meant for somebody else. */
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Answer, page } from './wire.ts'

/** No answer, and the connection stays open. */
export function silence(): Promise<Answer> {
  return new Promise(() => undefined)
}

/** A captive portal, or a proxy's error page, with status 200. */
export function html(): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return { status: 200, headers, body: '<!doctype html><title>Please sign in to the Wi-Fi</title>' }
}

export function outage(): Answer {
  return page('Bad Gateway', 502)
}

/** The right text under another content type. */
export function labelled(contentType: string) {
  return (answer: Answer): Answer => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': contentType },
  })
}

/** The right members, and then megabytes of one that nobody needs. */
export function swollen(megabytes: number) {
  return (answer: Answer): Answer => {
    const honest = (answer.body as string).slice(0, -1)
    return { ...answer, body: `${honest},"padding":"${'x'.repeat(megabytes * 1024 * 1024)}"}` }
  }
}

/** White space before the JSON, without end. JSON allows any amount of it. */
export function endless(answer: Answer): Answer {
  return { ...answer, body: spaces(0, 64 * 1024) }
}

/** The same, one octet at a time: always moving, never done. */
export function dripping(answer: Answer): Answer {
  return { ...answer, body: spaces(50, 1) }
}

/** A few octets of the answer, and then the line goes dead. */
export function cutOff(answer: Answer): Answer {
  const headers = { ...answer.headers, 'content-length': '100000' }
  return { ...answer, headers, body: beginningOf(answer) }
}

async function* beginningOf({ body }: Answer): AsyncIterable<string> {
  yield (body as string).slice(0, 20)
  await wait(50)
  throw new Error('the cable')
}

/** Small on the wire, and huge when unpacked. */
export function packed(megabytes: number) {
  const member = gzipSync(Buffer.alloc(1024 * 1024, ' '))
  return (answer: Answer): Answer => ({
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    // RFC 1952 §2.2: members one after the other, so that nobody here has to hold the whole.
    body: Buffer.concat(Array.from({ length: megabytes }, () => member)),
  })
}

async function* spaces(pauseMs: number, length: number): AsyncIterable<string> {
  for (;;) {
    yield ' '.repeat(length)
    await wait(pauseMs)
  }
}
