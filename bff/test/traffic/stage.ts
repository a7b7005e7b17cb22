/**
 * Where traffic is watched: the whole product on its socket, a signed-in person in front of it and an API of
 * node:http behind it that answers as each test likes. Nothing between the two ends but the BFF: what a test
 * sends are octets, and what it compares are octets.
 */
import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { ResourcePolicy } from '../../src/api/policy.ts'
import { resourceTable } from '../../src/api/resources.ts'
import type { ServerLimits } from '../../src/http/server.ts'
import { createBrowser } from '../browser.ts'
import { cookieHeaderOf, openScene, type Scene, signedIn } from '../threats/scene.ts'

export interface TrafficApi {
  url: string
  server: Server
  seen: IncomingMessage[]
  /** What is open at this moment. */
  sockets: Set<Socket>
  answer: RequestListener
}

export interface Stage {
  api: TrafficApi
  scene: Scene
  /** Of the signed-in person. */
  cookie: string
  ask(path: string, init?: Init): Promise<Heard>
  /** The same as far as the head of the request: whoever begins it writes and ends it. */
  begin(path: string, init?: Init): http.ClientRequest
}

export interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface Heard {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
  trailers: NodeJS.Dict<string>
  /** Interim answers before it. */
  early: { statusCode: number; headers: http.IncomingHttpHeaders }[]
}

/** As open as a policy gets, so that a test sees what the product does and not what the sample may. */
export const wideOpen = {
  ...resourceTable.notes,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'],
  bodyLimitBytes: 4 * 1024 ** 3,
  callsPerSession: 1_000,
  rate: 'none',
} as const satisfies ResourcePolicy

export async function openStage(
  policy: Partial<ResourcePolicy> = {},
  answer: RequestListener = (_req, res) => res.end(),
  limits: Partial<ServerLimits> = {},
): Promise<Stage> {
  const api = await openApi(answer)
  const table = { notes: { ...wideOpen, ...policy } }
  const scene = await openScene({}, { table, limits, env: { RESOURCE_NOTES_URL: api.url } })
  const cookie = cookieHeaderOf(await signedIn(scene, createBrowser()))

  function begin(path: string, { method = 'GET', headers = {} }: Init = {}) {
    const own = { cookie, 'x-csrf': '1', ...headers }
    const target = { host: 'localhost', port: scene.bff.port, path: `/api/notes${path}` }
    const request = http.request({ ...target, method, headers: own, agent: false })
    request.on('error', () => {}) // who cares awaits it
    return request
  }

  return {
    api,
    scene,
    cookie,
    begin,
    async ask(path, init = {}) {
      const request = begin(path, init)
      const early: Heard['early'] = []
      request.on('information', (info) => early.push(info))
      request.end(init.body)
      return { ...(await answerTo(request)), early }
    },
  }
}

/** @throws when it was cut before its end */
export async function answerTo(request: http.ClientRequest): Promise<Omit<Heard, 'early'>> {
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const body = Buffer.concat(await answer.toArray())
  const { statusCode: status = 0, headers, trailers } = answer
  return { status, headers, body, trailers }
}

async function openApi(answer: RequestListener): Promise<TrafficApi> {
  const server = http.createServer({ keepAliveTimeout: 60_000 })
  const api: TrafficApi = { url: '', server, seen: [], sockets: new Set(), answer }
  server.on('request', (req, res) => {
    api.seen.push(req)
    api.answer(req, res)
  })
  server.on('connection', (socket) => {
    api.sockets.add(socket)
    socket.on('error', () => {}) // the other end may cut at any time
    socket.on('close', () => api.sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  onTestFinished(async () => {
    for (const socket of api.sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return api
}
