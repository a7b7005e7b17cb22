/**
 * Calls of one session that wait for one refresh are one story and not several: two tabs that find the same
 * token too old at the same time. Whoever refreshes first gives the flow its name; the others join it.
 */
import type { Recorder, Visit } from './recorder.ts'

export interface Races {
  arrives(visit: Visit): void
  leaves(visit: Visit): void
  refreshBegins(visit: Visit): void
  refreshEnds(visit: Visit): void
}

export function createRaces(recorder: Recorder): Races {
  const open = new Set<Visit>()
  const refreshing = new Map<string, Visit>()

  function joinAll(flow: string, late: Visit[]): void {
    for (const visit of late) recorder.join(visit, flow)
    const calls = [...open].filter((visit) => visit.flow === flow).length
    if (calls > 1) recorder.tell(flow, { title: `${calls} calls at once, one refresh` })
  }

  return {
    arrives(visit) {
      open.add(visit)
      const first = refreshing.get(visit.session ?? '')
      if (first !== undefined && visit.kind === 'api-call') joinAll(first.flow, [visit])
    },
    leaves: (visit) => void open.delete(visit),
    refreshBegins(visit) {
      const { session } = visit
      if (session === undefined) return
      refreshing.set(session, visit)
      const waiting = [...open].filter(
        (each) =>
          each !== visit &&
          each.session === session &&
          each.kind === 'api-call' &&
          each.apiCalls === 0,
      )
      recorder.tell(visit.flow, { title: 'An API call that needed a fresh token' })
      joinAll(visit.flow, waiting)
    },
    refreshEnds: ({ session = '' }) => void refreshing.delete(session),
  }
}
