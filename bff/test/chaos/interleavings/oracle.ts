/**
 * The oracle: keeps a model beside each real session, from what the world sees of it – the store's calls as
 * they take effect, the authorization server's books, the events. Whatever contradicts the model is
 * written down as a fault; a run without faults is a good run.
 *
 * Some disasters nobody can survive: the answer that carries the new refresh token dies with its receiver.
 * Each is noted with the session it befell and excuses what follows from it there, and nothing else.
 */
import type { Event } from '../../../src/events.ts'
import type { Clock } from '../../../src/ports.ts'
import { type Grant, tokenSeconds } from './authorization-server.ts'
import type { Write } from './faulty-storage.ts'
import { type SessionModel, causesOf, nameOf } from './session-model.ts'

export type Oracle = ReturnType<typeof createOracle>

const earlyMs = 30_000

export function createOracle(clock: Clock) {
  const faults: string[] = []
  const sessions = new Map<string, SessionModel>()
  const buriedIds = new Set<string>()
  const lateIds = new Set<string>()
  const storedUntilMs = new Map<string, number>()
  /** Something failed or was late so far; all is well again, and has to work. */
  const state = { disturbed: false, healed: false }
  const fault = (text: string) => void faults.push(text)
  const all = () => [...sessions.values()]
  const byGrant = (grant: Grant) => all().find((each) => each.grant === grant)

  return {
    faults,
    sessions,
    state,
    fault,

    begun(session: SessionModel) {
      sessions.set(session.id, session)
      session.buried = buriedIds.has(session.id)
      session.storedUntilMs = storedUntilMs.get(session.id) ?? 0
      // Its tokens were written before it; where minutes lie between, they are gone before it.
      if (lateIds.has(session.id)) session.causes.add('idle')
    },

    written({ id, kind, version, expiresAtMs }: Write, instance: string) {
      if (buriedIds.has(id)) fault(`${instance} wrote ${kind} to a buried session`)
      if (kind === 'session' && expiresAtMs > (storedUntilMs.get(id) ?? 0)) lateIds.add(id)
      if (kind === 'session' || (kind === 'tokens' && version === 1))
        storedUntilMs.set(id, expiresAtMs)
      const session = sessions.get(id)
      if (kind === 'tokens' && version > 1 && session) {
        session.exchanges.delete(instance)
        session.endedUnseen ||= session.causes.size > 0
      }
      if (kind !== 'marker' || !session) return
      session.isMarked = expiresAtMs > clock.now() // one that is gone at once takes the mark away
      if (session.isMarked) session.exchanges.add(instance)
    },

    /** The session is over, or the lease: somebody was too slow. */
    refusedToWrite(id: string) {
      if (!buriedIds.has(id)) state.disturbed = true
    },

    extended(id: string, untilMs: number) {
      if (buriedIds.has(id)) fault('a touch brought a buried session back')
      const session = sessions.get(id)
      if (session !== undefined) session.storedUntilMs = untilMs
    },

    buried(id: string) {
      buriedIds.add(id)
      const session = sessions.get(id)
      if (session === undefined) return
      if (causesOf(session, clock.now()).size === 0) fault(`${nameOf(session)} buried for nothing`)
      session.endedUnseen ||= !session.buried && clock.now() >= session.storedUntilMs
      session.buried = true
    },

    leased(id: string) {
      const session = sessions.get(id)
      if (session?.exchanges.size) session.disasters.add('too slow')
      // Asked in vain, and too slow to take the mark away: one wrong count (refresh-marker.ts).
      if (session) session.markedTooLong ||= session.isMarked
    },

    crashed(instance: string) {
      for (const session of sessions.values()) {
        if (session.exchanges.delete(instance)) session.disasters.add('crash')
      }
    },

    /** The exchange came to nothing, and the old refresh token is as good as before. */
    askedInVain(grant: Grant, instance: string) {
      byGrant(grant)?.exchanges.delete(instance)
    },

    answerLost(grant: Grant, instance: string) {
      const session = byGrant(grant)
      session?.exchanges.delete(instance)
      session?.disasters.add('answer lost')
    },

    refreshed(grant: Grant, resource: string, instance: string) {
      const session = byGrant(grant)! // nobody has its tokens before it is begun
      if (!session.exchanges.has(instance) && !session.disasters.has('crash')) {
        fault(`${instance} refreshed ${nameOf(session)} without a mark, or after its end`)
      }
      const before = grant.issuedAtMs[resource] ?? -Infinity
      const isDue = clock.now() >= before + tokenSeconds * 1000 - earlyMs
      if (!isDue && session.disasters.size === 0) fault(`${nameOf(session)} refreshed for nothing`)
    },

    /** A refresh token came a second time. */
    reused(grant: Grant, instance: string) {
      const session = byGrant(grant)!
      const { disasters, interruptionSeen } = session
      if (disasters.has('answer lost')) return
      if (disasters.size === 0) fault(`${instance} used a token of ${nameOf(session)} twice`)
      else if (!interruptionSeen) fault(`unnoticed in ${nameOf(session)}: ${[...disasters].join()}`)
    },

    refusedToRefresh(grant: Grant) {
      byGrant(grant)?.causes.add('refresh-failed')
    },

    heard(event: Event) {
      const named = 'session' in event ? event.session : undefined
      const session = all().find(({ handle }) => handle === named)
      if (session === undefined) return
      if (event.name === 'session.ended' && !causesOf(session, clock.now()).has(event.reason)) {
        fault(`${nameOf(session)} ended as ${event.reason}, without a cause`)
      }
      if (event.name !== 'token.refresh-interrupted') return
      session.interruptionSeen = true
      const isExcused = session.disasters.size > 0 || session.markedTooLong || state.disturbed
      if (!isExcused) fault('an interruption that never was')
    },

    /** How the store's id of a session reads in a counterexample. */
    nickname(id: string): string {
      const session = sessions.get(id)
      return session === undefined ? 'a new session' : nameOf(session)
    },
  }
}
