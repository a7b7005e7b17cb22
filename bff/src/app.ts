/**
 * The life of a request, on one screen: the rooms it passes, in order, and the door that answers it.
 *
 * The order is the policy. `problems` stands outside the session, because Koa's own error handler would
 * drop the cookies set below it. `sameOrigin` stands before the session, so that a request from another
 * site touches no session, no token and no resource server. Files stand before it too: they are the same
 * for everybody. A route that is not in this list does not exist.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa from 'koa'
import { paths } from 'shared/paths'
import { createApi } from './api/api.ts'
import { createForward } from './api/forward.ts'
import { type ResourcePolicy, joinResources, resourceTable } from './api/resources.ts'
import { backchannelLogout } from './auth/backchannel-logout.ts'
import { cspReport } from './auth/csp-report.ts'
import { startLogin } from './auth/login.ts'
import { logout } from './auth/logout.ts'
import { callbackDoors, frontchannelDoor, keysDoor } from './auth/optional-doors.ts'
import { createSessionEvents } from './auth/events.ts'
import { extendSession, showSession } from './auth/session.ts'
import { endOneSession, endOtherSessions, listSessions } from './auth/sessions.ts'
import { finishLogout } from './auth/signed-out.ts'
import { issueTicket } from './auth/tickets.ts'
import type { Config } from './config/config.ts'
import { createFloors } from './floors.ts'
import type { Middleware, State } from './http/context.ts'
import { createCorridor } from './http/corridor.ts'
import { isApiPath } from './http/doors.ts'
import { clientAddress } from './http/forwarded.ts'
import { problems } from './http/problems.ts'
import { requestLog } from './http/request-log.ts'
import { createRouter } from './http/router.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createObservation } from './observe/observation.ts'
import { createTracing } from './observe/tracing.ts'
import type { Ports } from './ports.ts'
import { takesForms } from './oauth/authorization-response.ts'
import { tlsTowardsApis } from './oauth/client-certificate.ts'
import { viewIfKnown } from './oauth/session-view.ts'
import { forPeople } from './oauth/token-modes.ts'
import { files } from './spa/files.ts'
import { indexPage } from './spa/index-page.ts'
import type { WebRoot } from './spa/web-root.ts'

export function createApp(
  config: Config,
  ports: Ports,
  web: WebRoot,
  table: Readonly<Record<string, ResourcePolicy>> = resourceTable,
) {
  const koa = new Koa<State>()
  koa.silent = true // Koa would print; we tell events
  const resources = joinResources(table, config.resources, config.appOrigin)
  const tracing = createTracing(config)
  const floors = createFloors(koa, config, tracing.ports(ports), forPeople(resources.values()))
  const { clock, events, sessions, transactions } = floors
  const observation = createObservation(config, ports, floors)
  const { forward, drain, close } = createForward({
    ...floors,
    resources,
    wait: ports.wait,
    appOrigin: config.appOrigin,
    tls: tlsTowardsApis(config.providers),
  })

  const rooms: Middleware[] = [
    requestLog(events, clock, ports.random),
    clientAddress(config),
    ...(tracing.room ? [tracing.room] : []),
    problems(events, config),
    securityHeaders(config),
    sameOrigin(config, events, takesForms(config)),
    files(web.directory),
    sessions.room,
    floors.tickets.room,
    createApi({ ...floors, resources, forward: tracing.forward(forward) }),
  ]
  const sessionEvents = createSessionEvents({ ...floors, streams: observation.streams })
  const signOut = logout(floors)
  const router = createRouter([
    ['GET', paths.login, startLogin(floors)],
    ['POST', paths.login, startLogin(floors)],
    ...callbackDoors(floors),
    ['GET', paths.session, showSession(clock)],
    ['POST', paths.extend, extendSession(sessions, clock)],
    ['GET', paths.sessions, listSessions(floors)],
    ['DELETE', `${paths.sessions}/:handle`, endOneSession(floors, signOut)],
    ['DELETE', paths.sessions, endOtherSessions(floors)],
    ['GET', paths.events, sessionEvents.door],
    ['POST', paths.tickets, issueTicket(floors.tickets)],
    ['POST', paths.logout, signOut],
    ['POST', paths.backchannelLogout, backchannelLogout(floors)],
    ...frontchannelDoor(floors),
    ...keysDoor(config),
    ['GET', paths.postLogout, finishLogout(transactions)],
    ['POST', paths.cspReport, cspReport(events)],
  ])
  for (const room of rooms) koa.use(room)
  koa.use(router.routes()).use(router.allowedMethods())
  koa.use(indexPage({ html: web.html, viewOf: (ctx) => viewIfKnown(ctx, clock) }))

  const answerCall = createCorridor(rooms)
  const answerOther = koa.callback()

  return {
    /** For node:http. Never rejects: the safety net is inside. */
    answer(request: IncomingMessage, response: ServerResponse) {
      if (isApiPath(request.url)) void answerCall(koa.createContext(request, response))
      else void answerOther(request, response)
    },
    events,
    /** For the management port. */
    answerHealth: observation.answer,
    /** One round over what is open: heartbeats, limits that come near, ends that nobody asked about. */
    async tick() {
      sessionEvents.beat()
      await floors.watch()
    },
    /** Not ready any more; pages that only listen go to another instance, so the server can stop. */
    drain() {
      observation.drain()
      sessionEvents.close()
      drain()
    },
    /** Waits for what is still owed to others, then lets go of every connection. */
    async close() {
      floors.announcements.stop()
      await floors.revocation.settled()
      await close()
      observation.stop()
    },
  }
}
