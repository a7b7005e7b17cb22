/**
 * What is done to one session, at once. It works from outside, as another instance would: on the same store,
 * with floors of its own, so that the BFF learns of it the way it learns of everything that happens elsewhere.
 */
import type { createGroundFloor } from '../../src/floors.ts'
import { marksOf } from '../../src/session/marks.ts'
import { decodeRecord, encodeRecord } from '../../src/session/session-record.ts'
import type { AccessToken } from '../../src/oauth/token-set.ts'
import { askToEnd } from './provider-logout.ts'
import type { FaultId } from './switches.ts'

type Floor = ReturnType<typeof createGroundFloor>
type Act = (floor: Floor, session: string) => Promise<unknown>

const idleSoonMs = 30_000
const absoluteSoonMs = 60_000

const acts: Partial<Record<FaultId, Act>> = {
  'token-expired': expireAccessTokens,
  'idle-soon': idleSoon,
  'absolute-soon': absoluteSoon,
  'session-lost': (floor, session) => floor.storage.take(session, 'session'),
  'ended-elsewhere': (floor, session) => floor.endSession(session, 'other-device'),
  'ended-by-operator': (floor, session) => floor.endSession(session, 'operator'),
  'ended-by-provider': endThere,
}

/** @returns whether it was done: without a session there is nothing to do it to */
export async function strikeSession(
  floor: Floor,
  id: FaultId,
  session: string | undefined,
): Promise<boolean> {
  const act = acts[id]
  if (act === undefined || session === undefined) return false
  if ((await floor.finder.find(session)) === undefined) return false
  await act(floor, session)
  return true
}

/** By a real logout token where the authorization server is ours to ask for one. */
async function endThere(floor: Floor, session: string): Promise<void> {
  const found = await floor.finder.find(session)
  if (found === undefined || (await askToEnd(found.record))) return
  await floor.endSession(session, 'back-channel')
}

async function expireAccessTokens({ storage, vault }: Floor, session: string): Promise<void> {
  const { tokens: record } = await storage.read(session)
  if (record === undefined) return
  const { tokens, version } = vault.open(record)
  const past = (token: AccessToken) => ({ ...token, dueAtMs: 0, expiresAtMs: 0 })
  const access = Object.fromEntries(
    Object.entries(tokens.access).map(([key, token]) => [key, past(token)]),
  )
  const { expiresAtMs } = record
  await vault.keep(session, { ...tokens, access }, { ifVersion: version, expiresAtMs })
}

async function idleSoon(floor: Floor, session: string): Promise<void> {
  const { announcements, clock, lifetime, storage } = floor
  const until = clock.now() + idleSoonMs
  await storage.extend(session, lifetime.storeUntilMs(until))
  await announcements.extended(session, until)
}

async function absoluteSoon(floor: Floor, session: string): Promise<void> {
  const { announcements, clock, lifetime, storage } = floor
  const { session: stored } = await storage.read(session)
  if (stored === undefined) return
  const record = decodeRecord(stored.value)
  const until = clock.now() + absoluteSoonMs
  const shorter = { ...record, absoluteExpiresAt: Math.floor(until / 1000) }
  await storage.write(session, 'session', encodeRecord(shorter), {
    ifVersion: stored.version,
    expiresAtMs: lifetime.storeUntilMs(until),
    marks: marksOf(record),
  })
  await announcements.extended(session, until)
}
