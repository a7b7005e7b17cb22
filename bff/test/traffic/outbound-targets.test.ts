/**
 * Whom the BFF connects to: the authorization server, the APIs of the table, the store – a closed list (ASVS
 * 13.2.4). Every attempt of the process is written down where Node makes it, while somebody lives a day with
 * it and somebody else tries to send it elsewhere.
 */
import { once } from 'node:events'
import net from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { openLiar } from '../conformance/liar.ts'
import { createMovableClock } from '../open-bff.ts'
import { cookieHeaderOf, signedIn, openWatchedApi } from '../threats/scene.ts'
import { wideOpen } from './stage.ts'
import { openWatched } from './watched.ts'

it('the BFF connects to its issuer and its APIs, and to nobody else [CD-07, PX-02, PX-09]', async () => {
  const liar = await openLiar({ clock: createMovableClock(), idTokenAlg: 'ES256' })
  onTestFinished(liar.close)
  const { api, close } = await openWatchedApi()
  onTestFinished(close)
  const elsewhere = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(elsewhere.close)
  const evil = new URL(elsewhere.origin).host
  // An API that would like to send us there.
  api.answer = (_req, res) => {
    const link = `<http://${evil}/>; rel=preconnect`
    res.writeHead(307, { location: `http://${evil}/`, link, refresh: `0; url=http://${evil}/` })
    res.end()
  }

  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_ID_TOKEN_ALG: 'ES256',
    RESOURCE_NOTES_URL: api.url,
  }
  const { origin, port, report } = await openWatched({
    env,
    notes: { ...wideOpen, webSocket: true },
  })
  const browser = await signedIn({ origin })
  const cookie = cookieHeaderOf(browser)

  for (const method of ['GET', 'POST', 'DELETE']) {
    expect((await browser.fetch(`${origin}/api/notes/1`, { method })).status).toBe(307)
  }
  const lies = [
    `GET http://${evil}/api/notes/1`,
    `GET /api/notes//${evil}/1`,
    `GET /api/notes@${evil}/1`,
    `GET /api/notes/..//${evil}`,
    `GET /api/notes\\\\${evil}`,
    `CONNECT ${evil}`,
    `GET /api/${evil}/1`,
    `GET /auth/login?returnTo=http://${evil}/&iss=http://${evil}&target_link_uri=http://${evil}/`,
    `GET /auth/callback?code=1&state=2&iss=http://${evil}`,
    `POST /auth/backchannel-logout`,
  ]
  const fields = [
    `Host: ${evil}`,
    `Cookie: ${cookie}`,
    'X-CSRF: 1',
    `X-Forwarded-Host: ${evil}`,
    `X-Original-URL: http://${evil}/`,
    `Forwarded: host=${evil}`,
    'Connection: close',
  ].join('\r\n')
  for (const lie of lies) await say(port, `${lie} HTTP/1.1\r\n${fields}\r\n\r\n`)
  await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })

  const { targets } = await report()
  const known = [liar.issuer, api.url].map((url) => new URL(url).host)
  expect(targets.toSorted()).toEqual(known.toSorted())
})

async function say(port: number, request: string): Promise<void> {
  const socket = net.connect(port, 'localhost')
  socket.on('error', () => {})
  socket.write(request)
  socket.resume()
  await once(socket, 'close')
}
