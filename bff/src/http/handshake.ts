/**
 * A WebSocket handshake (RFC 6455 §4.2.1) is a request like any other until it is accepted: it gets an ordinary
 * response on its socket and goes through the same rooms, so that no door has a second, lesser entrance.
 *
 * What asks for any other protocol, or for this one badly or with a body, is left an ordinary request: a
 * server may ignore Upgrade (RFC 9110 §7.8), and `h2c` it had better (request smuggling). So does every door
 * that has no use for a WebSocket: then the answer comes, and the connection closes behind it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Response } from './response.ts'

const key = /^[A-Za-z\d+/]{21}[AQgw]==$/

/** May the server take this for a handshake? Asked before it lets go of the socket. */
export function isHandshake({ method, httpVersion, headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === 'websocket' &&
    method === 'GET' &&
    httpVersion === '1.1' &&
    headers['sec-websocket-version'] === '13' &&
    key.test(headers['sec-websocket-key'] ?? '') &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

/** Did it? */
export function isUpgrade(request: IncomingMessage): boolean {
  return 'upgrade' in request && request.upgrade === true
}

/**
 * The socket under it, for whoever goes on with it after the 101. Until then only its end is waited for, and
 * whatever the browser says already stays in there.
 */
export function socketUnder(response: ServerResponse): Socket {
  const socket = response.socket!
  socket.removeAllListeners('readable')
  return socket
}

/**
 * Node has taken its parser and its listeners away; here the few are put back that a response needs.
 * @returns undefined when the answer to an earlier request is still to be written there
 */
export function responseOn(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Response | undefined {
  const response = new Response(request)
  response.shouldKeepAlive = false
  socket.on('error', () => socket.destroy())
  try {
    response.assignSocket(socket)
  } catch {
    socket.destroy() // pipelined: no browser does that, and nothing tells the two answers apart
    return undefined
  }
  if (head.length > 0) socket.unshift(head) // it talks before it was answered: for whoever takes over
  // Nobody reads while the answer is on its way, and only who reads hears of the end.
  socket.on('readable', () => void (socket.readableLength === 0 && socket.read()))
  socket.once('end', () => void (response.headersSent || socket.destroy()))
  socket.on('drain', () => response.emit('drain'))
  response.once('finish', () => {
    response.detachSocket(socket)
    socket.destroySoon()
  })
  return response
}
