/** Codings that are not simply `chunked` (RFC 9112 §6.1, TE.TE), and bodies that are as they say. */
import type { Row } from './rig.ts'
import { inChunks, named, post, second } from './rows.ts'

const smuggled = `0\r\n\r\n${second}`

/** What one server reads as chunked, the next reads as nothing. */
export const badCodings: Row[] = named(
  [
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunkedx',
    'Transfer-Encoding: chunke',
    'Transfer-Encoding: "chunked"',
    "Transfer-Encoding: 'chunked'",
    'Transfer-Encoding: chunked;q=1',
    'Transfer-Encoding: chunked; x',
    'Transfer-Encoding: chunked-',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: chunked, gzip',
    'Transfer-Encoding: chunked gzip',
    'Transfer-Encoding: identity',
    'Transfer-Encoding: gzip',
    'Transfer-Encoding: chun ked',
    'Transfer-Encoding: chunked\x00',
    'Transfer-Encoding: \x00chunked',
    'Transfer-Encoding: \x0bchunked',
    'Transfer-Encoding: chunked\x0c',
    'Transfer-Encoding: chunked\x7f',
    'Transfer-Encoding: \xa0chunked',
    'Transfer-Encoding: \r\n chunked',
    'Transfer-Encoding: \n chunked',
    'Transfer-Encoding: chunked\r\n x',
    'Transfer-Encoding: chunked\r\n\tidentity',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding\t: chunked',
    'Transfer-Encoding\x00: chunked',
    'Transfer-Encoding\x0b: chunked',
    ' Transfer-Encoding: chunked',
    '\tTransfer-Encoding: chunked',
    'Transfer-Encoding\r\n: chunked',
    'Transfer-Encoding chunked',
    'X: y\nTransfer-Encoding: chunked',
    'X: y\rTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: x',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip',
    'Transfer-Encoding: chunked, chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: ,chunked',
    'Transfer-Encoding: chunked,',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: x\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: ',
    'Transfer-Encodin\xc7: chunked',
    'Content-Length : 5',
    'Content-Length\t: 5',
    ' Content-Length: 5',
    'Content Length: 5',
    'Content-Length\x00: 5',
    'X: y\nContent-Length: 5',
    'X: y\rContent-Length: 5',
  ],
  (line) => post(`${line}\r\n`, smuggled),
)

/** Nearly a framing field, and none: a server after us that reads them so must not find them. */
export const nearlyFields: Row[] = named(
  [
    'Transfer_Encoding: chunked',
    'Content_Length: 5',
    'X-Transfer-Encoding: chunked',
    'X-Content-Length: 5',
    'TransferEncoding: chunked',
    'ContentLength: 5',
    'Content-Encodin: chunked',
    'TE: chunked',
    'Trailer: Content-Length',
  ],
  (line) => post(`${line}\r\n`, ''),
)

/** A whole second request as a body, said rightly: it is a body and stays one. */
export const hidden: Row[] = [
  ['by its length', post(`Content-Length: ${second.length}\r\n`, second)],
  ['in one chunk', inChunks(`${second.length.toString(16)}\r\n${second}\r\n0\r\n\r\n`)],
  ['octet by octet', inChunks(`${Array.from(second, (o) => `1\r\n${o}\r\n`).join('')}0\r\n\r\n`)],
  [
    'by CHUNKED',
    post(
      'TRANSFER-ENCODING: CHUNKED\r\n',
      `${second.length.toString(16).toUpperCase()}\r\n${second}\r\n0\r\n\r\n`,
    ),
  ],
  ['by a length with zeros before it', post(`Content-Length: 000${second.length}\r\n`, second)],
  ['by a length among blanks', post(`Content-Length: \t ${second.length} \t\r\n`, second)],
]
