/**
 * Sessions of a person straight into the store, as the release before this one wrote them: nothing of device
 * and address, begun an hour ago. No browser has their cookies.
 */
import { randomBytes } from 'node:crypto'
import { readConfig } from '../src/config/read-config.ts'
import { createGroundFloor } from '../src/floors.ts'
import { marksOf } from '../src/session/marks.ts'
import { type SessionRecord, encodeRecord } from '../src/session/session-record.ts'
import type { House } from './open-house.ts'

export async function keepSessions(
  { world, bff }: House,
  person: string,
  count: number,
): Promise<void> {
  const { clock, storage } = bff
  const config = readConfig({ ...world.env, APP_ORIGIN: bff.origin }, ['notes'])
  const log = { write: () => {} }
  const ports = {
    clock,
    storage,
    log,
    random: randomBytes,
    fetch,
    fetchWith: () => fetch,
    wait: async () => {},
  }
  const floor = createGroundFloor(config, ports)
  floor.announcements.stop()
  const { sub } = world.people.find(({ id }) => id === person)!
  const now = Math.floor(clock.now() / 1000)
  for (let at = 0; at < count; at += 1) {
    const record: SessionRecord = {
      iss: world.authorizationServer.issuer,
      sub,
      user: { sub },
      handle: `kept-${at}`,
      authTime: now - 3600,
      scope: 'openid',
      createdAt: now - 3600,
      absoluteExpiresAt: now + 3600,
    }
    await floor.storage.write(`kept-${at}`, 'session', encodeRecord(record), {
      ifVersion: 0,
      expiresAtMs: floor.lifetime.storeUntilMs(clock.now() + 60_000),
      marks: marksOf(record),
    })
  }
}
