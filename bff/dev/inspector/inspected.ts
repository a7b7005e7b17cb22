/**
 * A BFF under observation: the same `createApp` as in production, with ports that write down what passes, and
 * doors of its own in front. The BFF does not know. Development only, and only on loopback.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ResourcePolicy } from '../../src/api/resources.ts'
import { createApp } from '../../src/app.ts'
import type { Config } from '../../src/config/config.ts'
import { createGroundFloor } from '../../src/floors.ts'
import type { Ports } from '../../src/ports.ts'
import { sessionCookie } from '../../src/session/cookies.ts'
import type { WebRoot } from '../../src/spa/web-root.ts'
import { digest } from '../../src/storage/digest.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { developmentOnly } from '../development-only.ts'
import { markApiCalls } from '../faults/api-faults.ts'
import { createFaults } from '../faults/faults.ts'
import { createDisturb } from '../faults/front-faults.ts'
import { faultyFetch } from '../faults/provider-faults.ts'
import { strikeSession } from '../faults/session-faults.ts'
import { faultyStore } from '../faults/store-fault.ts'
import { recordApiCalls } from './api-calls.ts'
import { createAttempts } from './attempts.ts'
import { recordBackChannel } from './back-channel.ts'
import { cookieValue } from './cookies-shown.ts'
import { createDoctorView } from './doctor-view.ts'
import { createDoors } from './doors.ts'
import { recordFrontChannel } from './front-channel.ts'
import { createHeld } from './held.ts'
import { createRaces } from './races.ts'
import { createRecorder } from './recorder.ts'
import { createRedactor } from './redaction.ts'
import { recordStore } from './store-operations.ts'
import { recordEvents } from './told-events.ts'

export interface InspectedOptions {
  /** Whoever has it may look. */
  key: string
  web: WebRoot
  /** The same store, opened a second time: what is done there is done by somebody else. */
  storageBeside: Storage
  /** What `config` was read from. */
  env: Record<string, string | undefined>
  table?: Record<string, ResourcePolicy>
}

export function createInspectedApp(config: Config, ports: Ports, options: InspectedOptions) {
  developmentOnly(config.host, process.env.NODE_ENV)
  developmentOnly(new URL(config.appOrigin).hostname, config.production ? 'production' : undefined)
  const { now } = ports.clock
  const recorder = createRecorder(now)
  const redactor = createRedactor()
  const attempts = createAttempts()
  const races = createRaces(recorder)
  const faults = createFaults(now)
  const issuers = config.providers.map(({ issuer }) => issuer)
  const cookies = { session: sessionCookie(config).name, insecure: config.insecureLoopback }
  const origins = new Set(Object.values(config.resources).map(({ url }) => new URL(url).origin))
  const deps = { recorder, redactor, attempts, races, issuers, cookies, origins, now }

  const watched = (fetch: typeof globalThis.fetch) =>
    recordBackChannel(faultyFetch(fetch, faults, recorder), deps)
  const app = createApp(
    config,
    {
      ...ports,
      fetch: watched(ports.fetch),
      fetchWith: (tls) => watched(ports.fetchWith(tls)),
      storage: recordStore(faultyStore(ports.storage, faults, recorder), recorder),
    },
    options.web,
    options.table,
  )
  const floor = createGroundFloor(config, { ...ports, storage: options.storageBeside })
  // Marked first, so that what is written down is what goes out.
  const stops = [
    markApiCalls(faults, recorder, origins),
    recordApiCalls(deps),
    recordEvents(app.events, recorder),
  ]
  const doors = createDoors({
    ...deps,
    ...options,
    appOrigin: config.appOrigin,
    faults,
    sessionOf,
    held: createHeld({
      floor,
      redactor,
      cookieName: cookies.session,
      faultsOn: () => faults.on().length,
    }),
    doctor: createDoctorView({ config, env: options.env, ports }),
    strike: (id, session) => strikeSession(floor, id, session),
  })
  const disturb = createDisturb(faults, recorder)
  const answer = recordFrontChannel(app.answer, { ...deps, disturb })

  function sessionOf(request: IncomingMessage): string | undefined {
    const value = cookieValue(request, cookies.session)
    return value === undefined ? undefined : digest(value)
  }

  return {
    ...app,
    answer(request: IncomingMessage, response: ServerResponse) {
      if (!doors(request, response)) answer(request, response)
    },
    async close() {
      for (const stop of stops) stop()
      floor.announcements.stop()
      await floor.revocation.settled()
      await app.close()
    },
  }
}
