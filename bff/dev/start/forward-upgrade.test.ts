import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { forwardUpgradeTo } from './forward-upgrade.ts'

async function listen(onUpgrade: (inbound: IncomingMessage, socket: Socket, head: Buffer) => void) {
  const sockets = new Set<Socket>()
  const server = http.createServer().on('upgrade', onUpgrade)
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function shake(port: number, path: string): Promise<Socket> {
  const headers = { connection: 'Upgrade', upgrade: 'websocket', origin: 'http://localhost:3000' }
  const request = http.request({ host: '127.0.0.1', port, path, headers }).end()
  const [, socket] = (await once(request, 'upgrade')) as [IncomingMessage, Socket]
  return socket.on('error', () => {})
}

it('a WebSocket goes to the BFF with its Origin, and both ends go together', async () => {
  const seen: IncomingMessage[] = []
  const echo = Promise.withResolvers<Socket>()
  const bff = await listen((inbound, socket) => {
    seen.push(inbound)
    socket.write('HTTP/1.1 101 OK\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')
    socket.pipe(socket)
    echo.resolve(socket)
  })
  const socket = await shake(await listen(forwardUpgradeTo(bff)), '/api/notes/live?x=%20')
  socket.write('hello')
  expect(String((await once(socket, 'data'))[0])).toBe('hello')
  expect(seen[0]).toMatchObject({
    url: '/api/notes/live?x=%20',
    headers: { origin: 'http://localhost:3000' },
  })
  const gone = once(socket, 'close')
  ;(await echo.promise).destroy()
  await gone
})

it('a WebSocket of Vite is left to Vite', async () => {
  const forward = forwardUpgradeTo(9) // the discard port: nobody is there
  const vite = await listen((inbound, socket, head) => {
    forward(inbound, socket, head)
    socket.write('HTTP/1.1 101 Vite\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')
  })
  expect((await shake(vite, '/?token=x')).destroyed).toBe(false)
})
