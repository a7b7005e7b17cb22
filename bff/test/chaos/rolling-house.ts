/**
 * Two instances of `main.ts` on one Redis behind a balancer, an API that keeps what is written to it, and an
 * authorization server. Whatever is opened closes with its test.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { freePort } from '../../dev/loopback-server.ts'
import { openLiar } from '../conformance/liar.ts'
import { openRedis } from '../redis-server.ts'
import { accept } from '../traffic/web-socket-api.ts'
import { openBalancer } from './balancer.ts'
import { startMain } from './main-process.ts'
import { envOf } from './storm-scene.ts'

export const noticeSeconds = 2

export async function openRollingHouse() {
  const redis = await openRedis()
  onTestFinished(() => redis.close())
  const liar = await openLiar({ idTokenAlg: 'ES256' })
  onTestFinished(() => liar.close())
  const api = await openKeepingApi()
  const port = await freePort(0)
  const origin = `http://localhost:${port}`
  const env = {
    ...envOf(redis.url, origin, liar.issuer, api.url),
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    NOTICE_SECONDS: String(noticeSeconds),
  }
  const preload = new URL('web-sockets-allowed.ts', import.meta.url)
  const start = async () => startMain(env, await freePort(0), preload)
  const instances = [await start(), await start()]
  const balancer = await openBalancer(port, instances)
  onTestFinished(async () => {
    balancer.close()
    await Promise.all(instances.map((instance) => instance.end('SIGKILL')))
  })
  await balancer.dealsOutTo(instances)
  return { origin, instances, balancer, written: api.written }
}

async function openKeepingApi() {
  const written: string[] = []
  const server = createServer((request, response) => {
    void keep(request).finally(() => response.end('[]'))
  })
  async function keep(request: IncomingMessage): Promise<void> {
    const note = await text(request)
    if (request.method === 'POST') written.push(note)
  }
  server.on('upgrade', (request, socket: Duplex) => {
    socket.on('error', () => {}) // an instance that ends cuts it
    socket.write(accept(request), 'latin1')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes`, written }
}
