/**
 * pnpm sessions list|end … – who is signed in, and the operator's way to end it (usage: sessions-request.ts).
 *
 * Takes the environment of the BFF and works beside it, on the same store: every instance hears of each end and
 * cuts what is open. Sessions end as they always do (session/ending.ts), tokens revoked. It asks nothing, tells
 * counts on stdout and what the BFF would log on stderr; no id, no token and no cookie.
 *
 * Exit code 0: done, were there any or not; 1: could not; 2: not understood.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceNames } from '../src/api/resources.ts'
import { readConfig } from '../src/config/read-config.ts'
import { createGroundFloor } from '../src/floors.ts'
import { writeEvents } from '../src/observe/observation.ts'
import type { FoundSession } from '../src/session/session-finder.ts'
import { createFetch } from '../src/http/outbound.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { type SessionsRequest, UsageError, readRequest, usage } from './sessions-request.ts'

type Floor = ReturnType<typeof createGroundFloor>

// Each end asks the authorization server to revoke: not thousands at a time.
const batch = 50

const clock = { now: () => Date.now() }
const say = (line: string) => void process.stdout.write(`${line}\n`)
const complain = (line: string) => void process.stderr.write(`${line}\n`)

try {
  await run(readRequest(process.argv.slice(2), clock.now()))
} catch (error) {
  complain(error instanceof UsageError ? `${error.message}\n\n${usage}` : (error as Error).message)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function run(request: SessionsRequest): Promise<void> {
  const config = readConfig(process.env, resourceNames)
  if (config.storeUrl === 'memory:') {
    throw new Error('STORE_URL=memory: is inside the BFF, and nobody else can look there.')
  }
  const storage = openStorage(config.storeUrl, clock)
  const log = { write: (line: string) => void process.stderr.write(line) }
  const network = { fetch: globalThis.fetch, fetchWith: createFetch }
  const ports = { clock, storage, log, random: randomBytes, ...network, wait: pause }
  const floor = createGroundFloor(config, ports)
  const stopLog = writeEvents(config, log, floor.events)
  try {
    await (request.verb === 'list' ? list(floor, request) : end(floor, request))
  } finally {
    floor.announcements.stop()
    await floor.revocation.settled()
    stopLog()
    await storage.close()
  }
}

async function list(floor: Floor, request: SessionsRequest): Promise<void> {
  const found: FoundSession[] = []
  for await (const each of chosen(floor, request)) found.push(each)
  say(`${found.length} ${found.length === 1 ? 'session' : 'sessions'}`)
  for (const { record } of found.toSorted((a, b) => b.record.createdAt - a.record.createdAt)) {
    const since = new Date(record.createdAt * 1000).toISOString()
    say([record.handle, since, record.device ?? 'unknown', record.address ?? ''].join('  ').trim())
  }
}

async function end(floor: Floor, request: SessionsRequest): Promise<void> {
  let count = 0
  try {
    for await (const { id } of chosen(floor, request)) {
      if (!request.dryRun) await floor.endSession(id, 'operator')
      count += 1
      if (count % batch === 0) await floor.revocation.settled()
    }
  } finally {
    const what = count === 1 ? '1 session' : `${count} sessions`
    say(request.dryRun ? `Would end ${what}.` : `Ended ${what}.`)
  }
}

/** The living sessions that the request means, each once. */
async function* chosen(floor: Floor, request: SessionsRequest): AsyncGenerator<FoundSession> {
  for await (const found of candidates(floor, request.person)) {
    const { createdAt } = found.record
    if (request.beforeMs === undefined || createdAt * 1000 < request.beforeMs) yield found
  }
}

async function* candidates(
  { config, finder, storage }: Floor,
  person: SessionsRequest['person'],
): AsyncGenerator<FoundSession> {
  if (person !== undefined)
    return yield* await finder.of(person.iss ?? config.oidc.issuer, person.sub)
  const seen = new Set<string>() // an id may come on two pages
  let cursor: string | undefined
  do {
    const page = await storage.sessions(cursor)
    for (const id of page.ids.filter((each) => !seen.has(each))) {
      seen.add(id)
      const found = await finder.find(id)
      if (found !== undefined) yield found
    }
    cursor = page.next
  } while (cursor !== undefined)
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return wait(ms, undefined, signal && { signal })
}
