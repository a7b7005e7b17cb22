/**
 * The app with so many of its layers (BENCH_LAYERS), in their order, and below them a door that only passes
 * on: pass.ts. With none it is the bare proxy. The last layer, the door itself, is what main.ts has more.
 */
import Koa from 'koa'
import { resourceNames } from '../../src/api/resources.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createFloors } from '../../src/floors.ts'
import type { Middleware, State } from '../../src/http/context.ts'
import { createCorridor } from '../../src/http/corridor.ts'
import { problems } from '../../src/http/problems.ts'
import { requestLog } from '../../src/http/request-log.ts'
import { sameOrigin } from '../../src/http/same-origin.ts'
import { securityHeaders } from '../../src/http/security-headers.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { createLog } from '../../src/observe/log.ts'
import { openPorts } from '../../src/process-ports.ts'
import { createPass } from './pass.ts'

const config = readConfig(process.env, resourceNames)
const ports = openPorts(config)
const koa = new Koa<State>()
const { clock, events, sessions } = createFloors(koa, config, ports, [])
createLog(events, { level: config.logLevel, destination: ports.log })
const pass = createPass(new URL(config.resources['notes']!.url).origin)

// As in app.ts, where the reasons for the order stand. The room of files lets the doors' paths by.
const rooms = [
  requestLog(events, clock, ports.random),
  problems(events, config),
  securityHeaders(config),
  sameOrigin(config, events),
  sessions.room,
]

const before = 2 // our server, and Koa's context with the corridor
const count = Number(process.env['BENCH_LAYERS'])
const door: Middleware = (ctx) => {
  ctx.respond = false
  ctx.state.route = '/api/notes'
  pass(ctx.req, ctx.res)
}
const answerCall = createCorridor([...rooms.slice(0, Math.max(0, count - before)), door])

createHttpServer((request, response) => {
  if (count < before) pass(request, response)
  else void answerCall(koa.createContext(request, response))
}).listen(config.port, config.host)
