/** The liar over TLS, and a client that shows a certificate – or none, or another's (RFC 8705). */
import https from 'node:https'
import { expect, it, onTestFinished } from 'vitest'
import { loopbackAddress, selfSigned } from '../../../dev/certificates.ts'
import { openLiar } from '../liar.ts'
import { thumbprintOf } from './client-keys.ts'
import type { Lies } from './lies.ts'
import { authorizationRequest } from './plain-client.ts'

const mine = selfSigned({ name: 'claimcheck' })

async function pushOver(shown: { key?: string; cert?: string }, lie: Partial<Lies>) {
  const tls = selfSigned({ address: loopbackAddress })
  const liar = await openLiar(
    { clientAuth: ['tls_client_auth'], clientSubject: 'CN=claimcheck', ...lie },
    { tls, mtls: { ca: mine.cert } },
  )
  onTestFinished(() => liar.close())
  const body = String(authorizationRequest(liar))
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = liar.aliases.par ?? ''
  return new Promise<number | undefined>((resolve, reject) => {
    const request = https.request(url, { method: 'POST', headers, ca: tls.cert, ...shown })
    request
      .on('response', ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end(body)
  })
}

it.each([
  ['a certificate that is vouched for', mine, {}, 201],
  ['none', {}, {}, 401],
  ['one that nobody vouches for', selfSigned({ name: 'claimcheck' }), {}, 401],
  ['one of somebody else', mine, { clientSubject: 'CN=somebody' }, 401],
])('by subject: takes or refuses %s', async (_what, shown, lie, status) => {
  expect(await pushOver(shown, lie)).toBe(status)
})

it.each([
  ['the registered one', mine, 201],
  ['another of the same name', selfSigned({ name: 'claimcheck' }), 401],
])('self-signed: takes or refuses %s', async (_what, shown, status) => {
  const clientThumbprint = thumbprintOf(mine.cert)
  const clientAuth: Lies['clientAuth'] = ['self_signed_tls_client_auth']
  expect(await pushOver(shown, { clientAuth, clientThumbprint })).toBe(status)
})
