import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority, loopbackAddress, selfSigned } from './certificates.ts'

describe('createAuthority', () => {
  it('issues for a server and a client that trust it, who then believe each other', async () => {
    const authority = createAuthority()
    const server = createServer({
      ...authority.issue({ address: loopbackAddress }),
      ca: authority.cert,
      requestCert: true,
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const secured = once(server, 'secureConnection') as Promise<[TLSSocket]>
    const client = authority.issue({ name: 'somebody' })
    const socket = connect({ port, host: '127.0.0.1', ca: authority.cert, ...client })
    await once(socket, 'secureConnect')
    const [accepted] = await secured
    expect(socket.authorized).toBe(true)
    expect(accepted.authorized).toBe(true)
    expect(accepted.getPeerX509Certificate()?.subject).toBe('CN=somebody')
    socket.destroy()
  })

  it('issues no two that are the same', () => {
    const { issue } = createAuthority()
    const [one, two] = [issue({}), issue({})].map(({ cert }) => new X509Certificate(cert))
    expect(one?.serialNumber).not.toBe(two?.serialNumber)
  })
})

describe('selfSigned', () => {
  it('vouches for itself alone, for one address, until it ends', () => {
    const { cert } = selfSigned({ address: loopbackAddress, notAfter: '210101000000Z' })
    const certificate = new X509Certificate(cert)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined()
    expect(certificate.validTo).toBe('Jan  1 00:00:00 2021 GMT')
  })
})
