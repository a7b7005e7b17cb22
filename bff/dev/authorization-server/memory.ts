/**
 * Where oidc-provider keeps sessions, grants and tokens: in memory, for as long as the process runs. Its
 * own memory adapter holds the last thousand entries and forgets the rest, so that a bench would sign its
 * first people out.
 */
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

export function createMemory(): AdapterFactory {
  const rooms = new Map<string, Adapter>()
  return (name) => {
    const room = rooms.get(name) ?? createRoom()
    rooms.set(name, room)
    return room
  }
}

function createRoom(): Adapter {
  const entries = new Map<string, AdapterPayload>()
  const idsByUid = new Map<string, string>()
  const find = async (id: string | undefined) => (id === undefined ? undefined : entries.get(id))
  const forget = (id: string): void => {
    const uid = entries.get(id)?.uid
    // A session that changed its id has already taken its `uid` along.
    if (uid !== undefined && idsByUid.get(uid) === id) idsByUid.delete(uid)
    entries.delete(id)
  }
  return {
    // No timers: oidc-provider looks at `exp` itself, and nothing here lives longer than a working day.
    async upsert(id, payload) {
      entries.set(id, payload)
      if (payload.uid !== undefined) idsByUid.set(payload.uid, id)
    },
    find,
    findByUid: (uid) => find(idsByUid.get(uid)),
    // Of the device flow, which is not offered.
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = entries.get(id)
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => forget(id),
    async revokeByGrantId(grantId) {
      for (const [id, payload] of entries) if (payload.grantId === grantId) forget(id)
    },
  }
}
