/** Where it is to go: another host, another path, or one that only the next server reads as such (RFC 9112 §3.2). */
import type { Row } from './rig.ts'
import { get, named } from './rows.ts'

const at = (target: string) => get('', `GET ${target} HTTP/1.1\r\n`)

/** Forms and spellings that name another host, or could. */
export const otherForms: Row[] = named(
  [
    'http://localhost/api/notes/1',
    'http://evil.example/api/notes/1',
    'https://localhost/api/notes/1',
    'HTTP://LOCALHOST/api/notes/1',
    'http:/api/notes/1',
    'http:///api/notes/1',
    'http:api/notes/1',
    'http://localhost@evil.example/api/notes/1',
    'http://evil.example@localhost/api/notes/1',
    'http://localhost:80/api/notes/1',
    'ftp://localhost/api/notes/1',
    'file:///api/notes/1',
    'gopher://localhost/api/notes/1',
    'javascript:/api/notes/1',
    'localhost',
    'localhost:80',
    'localhost:80/api/notes/1',
    'evil.example:443',
    '*',
    '*/api/notes/1',
    '?/api/notes/1',
    '#/api/notes/1',
    './api/notes/1',
    '../api/notes/1',
    'api/notes/1',
    '//localhost/api/notes/1',
    '//evil.example/api/notes/1',
    '///api/notes/1',
    '//api/notes/1',
    '/\\\\evil.example/api/notes/1',
    '\\api\\notes\\1',
    '\\\\evil.example\\api\\notes',
    '@evil.example/api/notes/1',
    '/@evil.example/api/notes',
    '[::1]/api/notes/1',
  ],
  at,
)

const dots = [
  '..',
  '.',
  '%2e%2e',
  '%2E.',
  '.%2e',
  '%252e%252e',
  '%25252e.',
  '%c0%ae%c0%ae',
  '%e0%80%ae.',
  '..%00',
  '..%0d',
  '..;',
  '..;x=1',
  '%2e%2e;',
  '..%20',
  '..%09',
  '%u002e%u002e',
  '..\\',
  '..%5c',
  '..%255c',
  '..%2f',
  '..%252f',
  '%f0%80%80%ae.',
  '..%c0%af',
]

/** Ways to write two dots, each in three places. */
export const traversals: Row[] = dots.flatMap((dot): Row[] => [
  ...named([`/api/notes/${dot}/admin`, `/api/notes/1/${dot}`, `/api/${dot}/notes/1`], at),
])

/** Nothing that the table names, or named so that the next server could read it otherwise. */
export const oddPaths: Row[] = named(
  [
    '/api/notes//1',
    '/api/notes///',
    '/api/notes/%2f1',
    '/api/notes/%5c1',
    '/api/notes/%00',
    '/api/notes/%0d%0aX-Evil:%201',
    '/api/notes/%250d%250a',
    '/api/notes/%7f',
    '/api/notes/1#x',
    '/api/notes/%',
    '/api/notes/%zz',
    '/api/notes/%ff',
    '/api/notes@evil.example',
    '/api/notes:80/1',
    '/api/notes.evil/1',
    '/api/notes%2f1',
    '/api/n%6ftes/1',
    '/%61pi/notes/1',
    '/api/notes;x/1',
    '/API/notes/1',
    '/api/Notes/1',
    '/apinotes/1',
    '/api//notes/1',
    '/api/__proto__/1',
    '/api/constructor/1',
    '/api/',
    '/api',
    '/api/notes\\1',
  ],
  at,
)

/** Outside the grammar of RFC 3986, and one octet to everybody: they arrive as they were sent. */
export const harmless: Row[] = named(
  [
    '/1"',
    '/<x>',
    '/{x}',
    '/^',
    '/|',
    '/`',
    '/1',
    '/%41',
    '/1;x',
    '/...',
    '/a..b',
    '/%25',
    '?/../..',
    '?x=http://other%2eexample',
    '/1?//other&..%2f',
  ],
  (path) => at(`/api/notes${path}`),
)
