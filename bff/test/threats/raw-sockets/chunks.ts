/** Bodies in chunks that do not end where they say (RFC 9112 §7.1), each with a second request behind it. */
import type { Row } from './rig.ts'
import { inChunks, named, post, second } from './rows.ts'

/** A size that is no number, or one that overflows to a small one. */
export const badSizes: Row[] = named(
  [
    '',
    ' 5',
    '\t5',
    '5 ',
    '5\t',
    '+5',
    '-5',
    '-1',
    '0x5',
    '0X5',
    '5h',
    'g',
    '5,5',
    '5.0',
    '5 5',
    '"5"',
    '5_0',
    '\x005',
    '5\x00',
    '5\x0b',
    '\xb2',
    '10000000000000000',
    '10000000000000005',
    'ffffffffffffffff0',
    '100000000000000000000000000000005',
    '\r\n5',
    '\n5',
  ],
  (size) => inChunks(`${size}\r\nhello\r\n0\r\n\r\n${second}`),
)

/** Line ends: who takes LF or CR alone for one counts otherwise than who does not. */
export const badEnds: Row[] = named(
  [
    '5\nhello\r\n0\r\n\r\n',
    '5\rhello\r\n0\r\n\r\n',
    '5\r\r\nhello\r\n0\r\n\r\n',
    '5\rX\nhello\r\n0\r\n\r\n',
    '5\r\nhello\n0\r\n\r\n',
    '5\r\nhello\r0\r\n\r\n',
    '5\r\nhello0\r\n\r\n',
    '5\r\nhelloXX0\r\n\r\n',
    '5\r\nhelloX\r\n0\r\n\r\n',
    '5\r\nhello\rX0\r\n\r\n',
    '5\r\nhello\r\r\n0\r\n\r\n',
    '5\r\nhello \r\n0\r\n\r\n',
    '5\r\nhello\r\n0\n\r\n',
    '5\r\nhello\r\n0\r\r\n',
    '5\r\nhello\r\n0\n\n',
    '5\r\nhello\r\n0\r\n\n',
    '5\r\nhello\r\n0\r\n\rX',
    '5\r\nhello\r\n0\r\n \r\n',
    '4\r\nhello\r\n0\r\n\r\n',
    '6\r\nhello\r\n0\r\n\r\n',
    '5;a\nhello\r\n0\r\n\r\n',
    '5;a\rb\r\nhello\r\n0\r\n\r\n',
    '5;a=b\n\r\nhello\r\n0\r\n\r\n',
    '5;\x00\r\nhello\r\n0\r\n\r\n',
    '5;a="\n"\r\nhello\r\n0\r\n\r\n',
    '5;a=\x00\r\nhello\r\n0\r\n\r\n',
    '5;a="b\r\nhello\r\n0\r\n\r\n',
    '5;a="b"c\r\nhello\r\n0\r\n\r\n',
    '5;a b\r\nhello\r\n0\r\n\r\n',
    '5;\r\nhello\r\n0\r\n\r\n',
    '5:a\r\nhello\r\n0\r\n\r\n',
  ],
  (body) => inChunks(`${body}${second}`),
)

/** Extensions of the size line: whoever they were for, it is not the API. */
export const extensions: Row[] = named(
  [
    '5;a',
    '5;a=b',
    '5;a="b"',
    '5;a="b;c"',
    '5;a=b;c=d',
    '5;Authorization=evil',
    '05',
    '0000000000000005',
  ],
  (line) => inChunks(`${line}\r\nhello\r\n0;x=y\r\n\r\n`),
)

/** What no body limit counts, because it is no body. */
export const endless: [...Row, status: number][] = [
  [
    'one extension of 20,000 octets',
    inChunks(`5;${'a'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`),
    413,
  ],
  ['a trailer of 20,000 octets', inChunks(`0\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`), 431],
  ['3,000 trailers', inChunks(`0\r\n${'X-Trailer: y\r\n'.repeat(3_000)}\r\n`), 431],
]

/** The connection ends before the body does. */
export const unfinished: Row[] = [
  ['a length too long', post('Content-Length: 50\r\n', 'hello')],
  ['a length too long with a request in it', post('Content-Length: 500\r\n', second)],
  ['no body at all', post('Content-Length: 5\r\n', '')],
  ...named(
    [
      '',
      '5',
      '5\r',
      '5\r\n',
      '5\r\nhel',
      '5\r\nhello',
      '5\r\nhello\r\n',
      '5\r\nhello\r\n0',
      '5\r\nhello\r\n0\r\n',
      '5\r\nhello\r\n0\r\nX: ',
      'fffffffffffff\r\nhello',
      '5;a',
    ],
    inChunks,
  ),
]
