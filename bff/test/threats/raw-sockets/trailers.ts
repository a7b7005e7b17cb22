/** What comes behind a body (RFC 9112 §7.1.2): fields that are worth nothing there. */
import type { Row } from './rig.ts'
import { inChunks, named, post, second, visible } from './rows.ts'

/** Named like the fields in front of the body, with and without announcement. */
export const trailers: Row[] = [
  'Authorization: Bearer evil',
  'X-CSRF: 0',
  'Cookie: claimcheck-dev=evil',
  'Host: evil.example',
  'Connection: Authorization',
  'Content-Type: text/evil',
  'X-Evil: 1',
  'Via: 1.1 claimcheck',
  'Origin: https://evil.example',
  'Sec-Fetch-Site: cross-site',
].flatMap((field): Row[] => [
  [visible(field), inChunks(`5\r\nhello\r\n0\r\n${field}\r\n\r\n`)],
  [
    `announced ${visible(field)}`,
    post(
      `Trailer: ${field.slice(0, field.indexOf(':'))}\r\nTransfer-Encoding: chunked\r\n`,
      `5\r\nhello\r\n0\r\n${field}\r\n\r\n`,
    ),
  ],
])

/** A second opinion about the framing comes too late. */
export const framingTrailers: Row[] = named(
  ['Content-Length: 500', 'Transfer-Encoding: chunked'],
  (field) => inChunks(`5\r\nhello\r\n0\r\n${field}\r\n\r\n${second}`),
)
