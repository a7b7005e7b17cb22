/**
 * Path escape and request forgery by target (RFC 10017 §6.1.3.6, RFC 9112 §3.2): the request line is written so
 * that somebody on the way reads another path or another host out of it. Raw sockets through every room, since
 * an HTTP client would tidy the target up.
 */
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { openWatchedApi, type Scene, cookieHeaderOf, setScene, signedIn } from './scene.ts'

let scene: Scene
let cookie: string
let stranger: Awaited<ReturnType<typeof openWatchedApi>>

beforeAll(async () => {
  scene = await setScene()
  stranger = await openWatchedApi()
  cookie = cookieHeaderOf(await signedIn(scene))
  return () => Promise.all([stranger.close(), scene.close()])
})
beforeEach(() => void scene.api.seen.splice(0))

it.each([
  '/api/notes/..',
  '/api/notes/../admin',
  '/api/notes/../../etc/passwd',
  '/api/notes/./../admin',
  '/api/notes/.%2e/admin',
  '/api/notes/%2e%2e/admin',
  '/api/notes/%2E%2E%2Fadmin',
  '/api/notes/..%2fadmin',
  '/api/notes/..%5cadmin',
  '/api/notes/..\\admin',
  '/api/notes\\..\\admin',
  '/api/notes/%252e%252e/admin',
  '/api/notes/%252e%252e%252fadmin',
  '/api/notes/%25252e%25252e/admin',
  '/api/notes/%25%32%65%25%32%65/admin',
  '/api/notes/..;/admin',
  '/api/notes/..;x=1/admin',
  '/api/notes/%2e%2e;/admin',
  '/api/notes/%c0%ae%c0%ae/admin',
  '/api/notes/%e0%80%ae%e0%80%ae/admin',
  '/api/notes/%u002e%u002e/admin',
  '/api/notes/..%00/admin',
  '/api/notes/%00/../admin',
  '/api/notes/x%0d%0aHost:evil/',
  '/api/notes//../admin',
  '/api/notes//127.0.0.1/admin',
  '/api/notes/..%20/admin',
  '/api/notes/ ../admin',
  '/api/notes/x#/../admin',
  '/api/./notes/../admin',
  '/api/../admin',
  '/api//notes',
  '/api/notes..',
  '/api/notes@evil.example/',
  '/api/notes:80/',
  '/api/NOTES',
  '/API/notes',
  '/api/other',
  '/api',
  '//evil.example/api/notes',
  '/\\evil.example/api/notes',
  'http://{stranger}/api/notes',
  'http://{stranger}/',
  'http://{stranger}@localhost/api/notes',
  'http://localhost@{stranger}/api/notes',
  '{stranger}',
  '*',
  '?/api/notes',
  'api/notes',
])('lets nobody behind the counter by %s [PX-02, PX-03]', async (target) => {
  const answer = await say(target.replace('{stranger}', new URL(stranger.api.url).host))

  expect(answer).toMatch(/^HTTP\/1\.1 (?:303|4\d\d) /)
  expect(scene.api.seen).toEqual([])
  expect(stranger.api.seen).toEqual([])
})

it.each([
  ['a forged Host', 'Host: {stranger}'],
  ['a Host like an API', 'Host: api.internal:1\r\nX-Forwarded-Host: {stranger}'],
])('asks the configured API, by its own name, in spite of %s [PX-02]', async (_what, field) => {
  const host = new URL(stranger.api.url).host
  await say('/api/notes/1', field.replaceAll('{stranger}', host))

  const [seen] = scene.api.seen
  expect([seen?.url, seen?.headers.host]).toEqual(['/v1/1', new URL(scene.api.url).host])
  expect(stranger.api.seen).toEqual([])
})

/** One request of a signed-in browser's script, to the letter. @returns all that comes back */
function say(target: string, host = 'Host: localhost'): Promise<string> {
  const fields = [host, `Cookie: ${cookie}`, 'X-CSRF: 1', 'Connection: close']
  const socket = net.connect(scene.bff.port, '127.0.0.1')
  socket.write(`GET ${target} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`, 'latin1')
  return text(socket)
}
