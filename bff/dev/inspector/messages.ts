/** Listening in on a message without taking part: what is read here is read again by whoever it is for. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const formLimitBytes = 64 * 1024

/** Calls back at once, or – when the request is a form – as soon as all of it is here. */
export function whenRead(request: IncomingMessage, done: (form: URLSearchParams) => void): void {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return done(new URLSearchParams())
  const chunks: Buffer[] = []
  let bytes = 0
  const push = request.push.bind(request)
  // Node's parser hands the body to the stream by this; a listener for 'data' would set it flowing.
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (chunk === null) done(new URLSearchParams(Buffer.concat(chunks).toString()))
    else if ((bytes += chunk.length) <= formLimitBytes) chunks.push(chunk)
    return push(chunk, encoding)
  }
}

/** Calls back with the head of the answer, just before it leaves: fields can still be changed. */
export function beforeHead(response: ServerResponse, tell: (body: string) => void): void {
  const { end, writeHead } = response
  let body = ''
  let isTold = false
  const whole = (chunk: unknown) =>
    typeof chunk === 'string' || Buffer.isBuffer(chunk) ? String(chunk) : ''
  response.writeHead = (status: number, ...rest: []) => {
    response.statusCode = status
    if (status >= 101 && !isTold) {
      isTold = true
      tell(body)
    }
    return writeHead.call(response, status, ...rest)
  }
  // An answer that is written in one piece sends its head only now.
  response.end = ((...given: [unknown, BufferEncoding]) => {
    if (!response.headersSent) body = whole(given[0])
    return end.apply(response, given)
  }) as typeof response.end
}
