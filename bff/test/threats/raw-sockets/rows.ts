/** How a row of the tables is written: a small sound request, with one thing wrong in it. */
import type { Row } from './rig.ts'

/** What a smuggler hides in a body or behind a request; nobody at the API may ever hear its head. */
export const second = 'GET /api/notes/second HTTP/1.1\r\nHost: localhost\r\nX-Evil: 1\r\n\r\n'

const sound = 'Host: localhost\r\n{signed}\r\nConnection: close\r\n'

/** @param fields whole lines, each with its end */
export function get(fields: string, line = 'GET /api/notes/1 HTTP/1.1\r\n'): string {
  return `${line}${sound}${fields}\r\n`
}

export function post(fields: string, body: string): string {
  return `POST /api/notes/1 HTTP/1.1\r\n${sound}${fields}\r\n${body}`
}

export function inChunks(body: string): string {
  return post('Transfer-Encoding: chunked\r\n', body)
}

/** The name of a row made from what is odd in it, with its octets in sight. */
export function named(oddities: readonly string[], request: (oddity: string) => string): Row[] {
  return oddities.map((oddity) => [visible(oddity), request(oddity)])
}

export function visible(octets: string): string {
  const text = JSON.stringify(octets).slice(1, -1)
  return text.replace(/[\x7f-\xff]/g, (octet) => `\\x${octet.charCodeAt(0).toString(16)}`)
}
