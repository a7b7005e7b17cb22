/** Where a body ends, said twice or wrongly (RFC 9112 §6; CL.TE, TE.CL). */
import type { Row } from './rig.ts'
import { named, post, second } from './rows.ts'

const chunked = 'Transfer-Encoding: chunked\r\n'
const chunks = `5\r\nhello\r\n0\r\n\r\n`
const smuggled = `0\r\n\r\n${second}`

/** A length that is no length: signed, hex, a list, a fraction, too long, or with something around it. */
export const badLengths: Row[] = named(
  [
    '+5',
    '-5',
    '-0',
    '+0',
    '0x5',
    '0X5',
    '5h',
    '5e0',
    '1e1',
    '5.0',
    '5.',
    '.5',
    '5,',
    ',5',
    '5;5',
    '5, 5',
    '5,5',
    '5, 6',
    '5 5',
    '5\t5',
    '5 6',
    '"5"',
    "'5'",
    '5_0',
    '٥',
    '\xb2',
    '5\x00',
    '\x005',
    '5\x0b',
    '\x0c5',
    '5\x7f',
    'five',
    'NaN',
    'Infinity',
    'null',
    '',
    ' ',
    '18446744073709551616',
    '18446744073709551621',
    '99999999999999999999999',
    '-18446744073709551611',
    '5\r\n ',
    '5\r\n\t5',
    '\r\n 5',
    '5\n',
    '5\rX-Evil: 1',
  ],
  (length) => post(`Content-Length: ${length}\r\n`, `hello${second}`),
)

/** Two lengths, however they are written and whether they agree or not. */
export const twoLengths: Row[] = (
  [
    ['5', '5'],
    ['5', '6'],
    ['0', '5'],
    ['5', '0'],
    ['5', ''],
    ['', '5'],
    ['5', '05'],
    ['5', '+5'],
    ['5', '0x5'],
    ['5', '-1'],
  ] as const
).flatMap(([one, other]): Row[] =>
  ['Content-Length', 'content-length', 'CONTENT-LENGTH'].map((name) => [
    `${one || 'nothing'} and ${other || 'nothing'} as ${name}`,
    post(`Content-Length: ${one}\r\n${name}: ${other}\r\n`, `hello${second}`),
  ]),
)

const bothFields: [string, string][] = [
  ['CL.TE', `Content-Length: 5\r\n${chunked}`],
  ['TE.CL', `${chunked}Content-Length: 5\r\n`],
  ['CL.TE with another field between', `Content-Length: 5\r\nAccept: */*\r\n${chunked}`],
  ['CL.TE with no length', `Content-Length: 0\r\n${chunked}`],
  ['CL.TE that covers all', `Content-Length: ${smuggled.length}\r\n${chunked}`],
  ['CL.TE in small letters', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'],
  ['CL.CL.TE', `Content-Length: 5\r\nContent-Length: 5\r\n${chunked}`],
  ['TE.CL.TE', `${chunked}Content-Length: 5\r\n${chunked}`],
  ['CL.TE in capitals', 'Content-Length: 5\r\nTRANSFER-ENCODING: CHUNKED\r\n'],
  ['CL.TE identity', 'Content-Length: 5\r\nTransfer-Encoding: identity\r\n'],
  ['CL.TE gzip', 'Content-Length: 5\r\nTransfer-Encoding: gzip\r\n'],
  ['CL.TE nothing', 'Content-Length: 5\r\nTransfer-Encoding: \r\n'],
  ['CL.TE with a tab', 'Content-Length: 5\r\nTransfer-Encoding:\tchunked\r\n'],
]

/** Both orders of what follows: whichever field a server believes, one of the two hides a request from it. */
export const lengthAndCoding: Row[] = bothFields.flatMap(([name, fields]): Row[] => [
  [`${name}, the end first`, post(fields, smuggled)],
  [`${name}, a chunk first`, post(fields, `${chunks}${second}`)],
])
