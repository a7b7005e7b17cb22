/** The body of one of our own forms, read whole: they hold a few words, so more than 4 kB is not one. */
import type { IncomingMessage } from 'node:http'

const limitBytes = 4096

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > limitBytes) throw new Error('This form is larger than any of ours.')
  }
  return new URLSearchParams(body)
}
