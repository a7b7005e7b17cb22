/** Who is known at once, for a call to an API: nobody for whom `behind` would have to do or to say something. */
import { describe, expect, it } from 'vitest'
import { createEvents } from '../events.ts'
import { createLifetime } from './lifetime.ts'
import { type SessionRecord, encodeRecord } from './session-record.ts'
import { createStandings } from './standing-behind.ts'

const nowMs = 1_800_000_000_000
const idleSeconds = 1_800
const iss = 'https://id.example.com'
const hourMs = 3_600_000

const record: SessionRecord = {
  iss,
  sub: 'ada',
  user: { sub: 'ada' },
  handle: 'handle-1',
  authTime: nowMs / 1000,
  scope: 'openid',
  createdAt: nowMs / 1000,
  absoluteExpiresAt: (nowMs + 2 * hourMs) / 1000,
}

function setScene(given: Partial<SessionRecord> = {}) {
  const clock = { nowMs, now: () => clock.nowMs }
  const lifetime = createLifetime({ idleSeconds, absoluteSeconds: 7_200, keys: [] })
  const value = encodeRecord({ ...record, ...given })
  const expiresAtMs = lifetime.storeUntilMs(nowMs + idleSeconds * 1000)
  const session = { value, version: 1, expiresAtMs }
  const scene = { clock, records: { session } as object | undefined }
  const standings = createStandings({
    config: { providers: [{ issuer: iss }] as never },
    clock,
    storage: { known: () => scene.records, read: () => Promise.reject(new Error('not asked')) },
    events: createEvents(clock),
    lifetime,
    epitaphs: { read: () => Promise.reject(new Error('not asked')) },
    endSession: () => Promise.reject(new Error('not ended')),
  })
  return { clock, scene, known: () => standings.known('id-1') }
}

describe('known', () => {
  it('is somebody whose session lives', () => {
    expect(setScene().known()).toEqual({
      signedIn: true,
      id: 'id-1',
      record,
      idleExpiresAtMs: nowMs + idleSeconds * 1000,
      tokens: undefined,
    })
  })

  it('is nobody who was away too long [SC-10]', () => {
    const { clock, known } = setScene()
    clock.nowMs += idleSeconds * 1000
    expect(known()).toBeUndefined()
  })

  it('is nobody whose time is over, however active [SC-11]', () => {
    expect(setScene({ absoluteExpiresAt: nowMs / 1000 }).known()).toBeUndefined()
  })

  it('is nobody from an authorization server that we do not have', () => {
    expect(setScene({ iss: 'https://elsewhere.example' }).known()).toBeUndefined()
  })

  it.each([undefined, {}])('is nobody of whom memory holds %o', (records) => {
    const { scene, known } = setScene()
    scene.records = records
    expect(known()).toBeUndefined()
  })
})
