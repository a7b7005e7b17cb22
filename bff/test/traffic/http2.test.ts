/** An API that is spoken to in HTTP/2, because its entry in the table says so. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import http2, { type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority, loopbackAddress } from '../../dev/certificates.ts'
import type { ResourcePolicy } from '../../src/api/policy.ts'
import { createBrowser } from '../browser.ts'
import { cookieHeaderOf, openScene, signedIn } from '../threats/scene.ts'
import { wideOpen } from './stage.ts'
import { accept } from './web-socket-api.ts'

const policy = { ...wideOpen, http: 2, trailers: ['server-timing'] } as const

async function openStage(
  answer: (req: Http2ServerRequest, res: Http2ServerResponse) => unknown,
  notes: ResourcePolicy = policy,
) {
  const authority = createAuthority()
  const server = http2.createSecureServer({
    ...authority.issue({ address: loopbackAddress }),
    allowHTTP1: true,
  })
  const seen: Http2ServerRequest[] = []
  let sessions = 0
  server.on('session', () => void sessions++)
  server.on('request', (req, res) => {
    seen.push(req)
    void answer(req, res)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const env = { RESOURCE_NOTES_URL: `https://127.0.0.1:${port}/v1`, OIDC_CA: authority.cert }
  const scene = await openScene({}, { table: { notes }, env })
  onTestFinished(() => void server.close())
  const browser = await signedIn(scene, createBrowser())
  const ask = (path: string, init = {}) => browser.fetch(`${scene.origin}/api/notes${path}`, init)
  return { ask, seen, scene, server, sessions: () => sessions }
}

describe('an API that speaks HTTP/2', () => {
  it('gets the same call, over one connection for several at once [PX-29]', async () => {
    const { promise: both, resolve } = Promise.withResolvers<void>()
    const { ask, seen, sessions } = await openStage(async (_req, res) => {
      if (seen.length === 2) resolve()
      await both
      res.end('two')
    })
    const answers = await Promise.all([ask('/1?a=%20'), ask('/2', { method: 'POST', body: 'b' })])
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['two', 'two'])
    expect(sessions()).toBe(1)
    const [first] = seen
    expect(first).toMatchObject({ httpVersion: '2.0', url: '/v1/1?a=%20' })
    expect(first!.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer /) })
    expect(first!.headers).not.toHaveProperty('connection')
    expect(first!.headers).not.toHaveProperty('cookie')
  })

  it('answers with any status, octets and trailers', async () => {
    const { ask } = await openStage((_req, res) => {
      res.writeHead(418, { 'content-type': 'text/plain', trailer: 'server-timing' })
      res.write('pot')
      res.addTrailers({ 'server-timing': 'db;dur=5' })
      res.end()
    })
    const answer = await ask('/1')
    expect(answer.status).toBe(418)
    expect(answer.headers.get('trailer')).toBe('server-timing')
    expect(await answer.text()).toBe('pot')
  })

  it('is told of as unreachable when it resets the stream, and asked once [PX-19, PX-20]', async () => {
    const { ask, seen } = await openStage((req) =>
      req.stream.close(http2.constants.NGHTTP2_REFUSED_STREAM),
    )
    const answer = await ask('/1', { method: 'POST', body: 'once' })
    expect(answer.status).toBe(502)
    expect(seen).toHaveLength(1)
  })

  it('opens a WebSocket in HTTP/1.1', async () => {
    const { scene, server } = await openStage((_req, res) => res.end(), {
      ...policy,
      webSocket: true,
    })
    const shaken = once(server, 'upgrade')
    const cookie = cookieHeaderOf(await signedIn(scene, createBrowser()))
    const url = `${scene.origin.replace('http', 'ws')}/api/notes/live`
    const socket = new WebSocket(url, { headers: { origin: scene.origin, cookie } })
    const [request, upstream] = (await shaken) as [IncomingMessage, Duplex]
    upstream.write(accept(request))
    await once(socket, 'open')
    expect(request).toMatchObject({ httpVersion: '1.1', url: '/v1/live' })
    upstream.destroy()
  })

  it('is spoken to in HTTP/1.1 unless its entry says so', async () => {
    const { ask, seen } = await openStage((_req, res) => res.end(), { ...policy, http: 1 })
    await ask('/1')
    expect(seen[0]).toMatchObject({ httpVersion: '1.1' })
  })
})

it('HTTP/2 without TLS is refused when we start', async () => {
  const env = { RESOURCE_NOTES_URL: 'http://127.0.0.1:9/v1' }
  await expect(openScene({}, { table: { notes: policy }, env })).rejects.toThrow(
    /takes an https URL/,
  )
})
