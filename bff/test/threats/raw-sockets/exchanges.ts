/** What a request asks of the connection: another protocol, a word beforehand, fields dropped; and too much of it. */
import type { Row } from './rig.ts'
import { get, named, post, second } from './rows.ts'

/** The API must never see that another protocol was asked for. */
export const upgrades: Row[] = named(
  [
    'Connection: Upgrade\r\nUpgrade: h2c',
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
    'Upgrade: h2c',
    'Connection: upgrade\r\nUpgrade: h2',
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13',
    'Connection: Upgrade\r\nUpgrade: HTTP/2.0, SHTTP/1.3, IRC/6.9',
    'Connection: Upgrade\r\nUpgrade: TLS/1.0',
    'Connection: Upgrade',
  ],
  (fields) => get(`${fields}\r\n`),
)

/** What Connection names is dropped – of the sender's fields, not of ours. */
export const nominations: Row[] = named(
  [
    'Authorization',
    'Host',
    'Via',
    'Cookie',
    'X-CSRF',
    'Content-Length',
    'Transfer-Encoding',
    'Connection',
    'Content-Length, Transfer-Encoding, Host, Authorization',
    'keep-alive',
    'close, close, close',
    ', ,',
    '"Authorization"',
    'authorization\r\nConnection: host',
  ],
  (names) => post(`Connection: ${names}\r\nContent-Length: 5\r\n`, 'hello'),
)

/** RFC 9110 §10.1.1: an expectation we do not know is refused before the body is looked at. */
export const expectations: Row[] = named(['200-ok', 'x', '101-switching', '100', ','], (value) =>
  post(`Expect: ${value}\r\nContent-Length: ${second.length}\r\n`, second),
)

/** Node looks for the one word it knows; what else there is, is not handed on. */
export const continues: Row[] = named(
  ['100-continue', '100-Continue', '100-continue, x', '"100-continue"', '100-continue;q=1'],
  (value) => post(`Expect: ${value}\r\nContent-Length: 5\r\n`, 'hello'),
)

const much = 'a'.repeat(17_000)

/** More than a head may hold. */
export const tooMuch: Row[] = [
  ['a target', get('', `GET /api/notes/${much} HTTP/1.1\r\n`)],
  ['a query', get('', `GET /api/notes?${much} HTTP/1.1\r\n`)],
  ['a value', get(`X: ${much}\r\n`)],
  ['a name', get(`${much}: x\r\n`)],
  ['a cookie', get(`Cookie: x=${much}\r\n`)],
  ['a list of fields', get('X-Field: y\r\n'.repeat(3_000))],
  ['a host', get('', `GET /api/notes/1 HTTP/1.1\r\nHost: ${much}\r\n`)],
]

/** As many fields as fit: what stands behind them counts as if it stood in front. */
const crowd = 'X:\r\n'.repeat(2_500)

export const behindMany: [...Row, status: number][] = [
  ['another Host', get(`${crowd}Host: evil.example\r\n`), 400],
  ['another site', get(`${crowd}Sec-Fetch-Site: cross-site\r\n`), 403],
  ['another origin', get(`${crowd}Origin: https://evil.example\r\n`), 403],
  ['a coding', post(`${crowd}Transfer-Encoding: gzip, chunked\r\n`, `0\r\n\r\n`), 400],
]

/** RFC 9112 §6.1: a server of HTTP/1.0 on the way knew nothing of chunks. */
export const oldChunks: Row[] = named(
  ['Connection: close', 'Connection: keep-alive', 'Connection: close\r\nContent-Length: 5'],
  (fields) =>
    `POST /api/notes/1 HTTP/1.0\r\nHost: localhost\r\n{signed}\r\n${fields}\r\n` +
    `Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${second}`,
)
