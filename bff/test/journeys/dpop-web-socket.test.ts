/**
 * A WebSocket to an API whose tokens are bound: the handshake is a GET like others and has a proof like
 * others (RFC 9449 §7.1), with the nonce that the API asks for, and takes the next one out of the 101.
 */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { decodeJwt } from 'jose'
import { beforeEach, expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { onlyIn } from '../configurations.ts'
import { cookieHeaderOf, openScene, signedIn } from '../threats/scene.ts'
import { accept, openWebSocketApi } from '../traffic/web-socket-api.ts'

beforeEach(() => onlyIn('plain'))

it('opens at the second handshake, and the next one at the first [SX-12, SX-13]', async () => {
  const api = await openWebSocketApi()
  const scene = await openScene(
    { bindsTokens: 'dpop' },
    {
      table: { notes: { ...resourceTable.notes, webSocket: true } },
      env: { OIDC_DPOP: 'require', RESOURCE_NOTES_URL: api.url },
    },
  )
  api.reply = (request) =>
    claimsOf(request)['nonce'] === undefined ? refused : accept(request, 'DPoP-Nonce: n-2')
  const headers = { origin: scene.origin, cookie: cookieHeaderOf(await signedIn(scene)) }
  const url = `${scene.origin.replace('http', 'ws')}/api/notes/live?room=1`
  for (let turn = 0; turn < 4; turn += 1) {
    const socket = new WebSocket(url, { headers })
    await once(socket, 'open')
    socket.close()
  }
  const proofs = api.handshakes.map(claimsOf)
  expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(proofs.length)
  expect(proofs.map(({ htm, htu }) => [htm, htu])).toEqual(
    proofs.map(() => ['GET', `${api.url}/live`]),
  )
  // Once for each instance; the word in a 101 counts like any other.
  const nonces = proofs.map(({ nonce }) => nonce)
  expect([nonces.at(0), nonces.at(-1)]).toEqual([undefined, 'n-2'])
  expect(nonces.filter((nonce) => nonce === undefined)).toHaveLength(proofs.length - 4)
})

const refused = [
  'HTTP/1.1 401 Unauthorized',
  'WWW-Authenticate: DPoP error="use_dpop_nonce"',
  'DPoP-Nonce: n-1',
  'Content-Length: 0',
  '\r\n',
].join('\r\n')

function claimsOf({ headers }: IncomingMessage) {
  return decodeJwt(String(headers['dpop']))
}
