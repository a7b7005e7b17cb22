/**
 * A local server, by HTTP or TLS, on a port of its choice or, when that is taken, on the next free one. It listens
 * first and is told what to answer afterwards: an issuer or an audience contains its own port, and a port
 * that was merely looked at may be gone by the time it is used.
 */
import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Certificate } from './certificates.ts'
import { developmentOnly } from './development-only.ts'

/** What answers; whoever answers later, as Koa does, sees to its own errors. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

export interface LoopbackServer {
  port: number
  /** E.g. `http://127.0.0.1:4001`. */
  origin: string
  answer(listener: Listener): void
  /** Ends every connection too, streams included: nothing outlives the world. */
  close(): Promise<void>
}

export interface Address {
  host: string
  /** 0 is any free port; another one is the first to try. */
  port: number
}

/** TLS instead of plain HTTP. */
export interface Tls extends Certificate {
  /**
   * Asks who connects for a certificate, and believes those of this authority. Others are let in too: an
   * application knows its clients better than a handshake does, and says so in words.
   */
  clientsOf?: string
}

export async function openLoopbackServer(
  address: Address & { tls?: Tls | undefined },
): Promise<LoopbackServer> {
  const { host, tls } = address
  developmentOnly(host, process.env.NODE_ENV)
  const server = tls ? tlsServer(tls) : createServer()
  const port = await listenFrom(server, host, address.port)
  return {
    port,
    origin: `${tls ? 'https' : 'http'}://${host}:${port}`,
    answer: (listener) => {
      server.on('request', (request, response) => void listener(request, response))
    },
    close: () => closed(server),
  }
}

function tlsServer({ cert, key, clientsOf }: Tls): Server {
  const asks = { ca: clientsOf, requestCert: true, rejectUnauthorized: false }
  return createTlsServer({ cert, key, ...(clientsOf !== undefined && asks) })
}

/**
 * A port nobody listens on, neither by IPv4 nor by IPv6: `localhost` is both to a browser. Any of them is
 * one below those that systems give to outgoing connections, or it may be gone by the time it is used.
 */
export async function freePort(port: number): Promise<number> {
  const probe = createServer()
  const first = await listenFrom(probe, '127.0.0.1', port || randomInt(10_000, 32_000))
  await closed(probe)
  if (await isFree('::1', first)) return first
  return freePort(port === 0 ? 0 : first + 1)
}

async function listenFrom(server: Server, host: string, port: number): Promise<number> {
  if (await listens(server, host, port)) return portOf(server)
  // Never the next one of 0, which would be 1: any free port was asked for, and none was to be had.
  if (port === 0 || port === 65_535) throw new Error(`There is no free port on ${host}.`)
  return listenFrom(server, host, port + 1)
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer()
  const free = await listens(probe, host, port)
  if (free) await closed(probe)
  return free
}

function listens(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const busy = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false)
      // A machine without IPv6 has nobody listening there.
      else if (error.code === 'EADDRNOTAVAIL' && host === '::1') resolve(true)
      else reject(error)
    }
    server.once('error', busy)
    server.listen({ host, port }, () => {
      server.off('error', busy)
      resolve(true)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
