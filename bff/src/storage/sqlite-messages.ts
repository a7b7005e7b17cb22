/**
 * Messages through the SQLite file: at once to this process, to others on the same file within half a
 * second. SQLite cannot wake anybody, so while somebody listens we ask four times a second whether another
 * connection has written (`PRAGMA data_version`: two microseconds, no disk), and only then look at the table.
 *
 * Whoever begins to listen hears what is published from then on. A process that was stopped for a minute
 * has missed what was said meanwhile; nothing may depend on a message alone.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../ports.ts'
import { createListeners } from './listeners.ts'
import type { Storage } from './storage.ts'

const lookEveryMs = 250
const keptForMs = 60_000

export function createSqliteMessages(db: DatabaseSync, clock: Clock) {
  const sql = prepareStatements(db)
  const listeners = createListeners()
  /** Numbers of our own that the next look would find: they were told already. */
  const own = new Set<number>()
  let lookedUpTo = 0
  let dataVersion: unknown
  let looking: NodeJS.Timeout | undefined

  function start(): void {
    lookedUpTo = Number(sql.last.get()?.['last'])
    looking = setInterval(lookIfPossible, lookEveryMs).unref()
  }

  function stop(): void {
    clearInterval(looking)
    looking = undefined
    own.clear()
  }

  function lookIfPossible(): void {
    try {
      look()
    } catch {
      // made up for by the next look; that the store is away is told by whoever uses it
    }
  }

  function look(): void {
    const version = sql.dataVersion.get()?.['data_version']
    if (version === dataVersion) return passOverOwn()
    const rows = sql.after.all(lookedUpTo)
    dataVersion = version
    lookedUpTo = Number(rows.at(-1)?.['number'] ?? lookedUpTo)
    for (const { number, message } of rows) {
      if (!own.delete(Number(number))) listeners.tell(message as string)
    }
  }

  // Nobody else has written since the last look, so whatever is new is ours.
  function passOverOwn(): void {
    lookedUpTo = Math.max(lookedUpTo, ...own)
    own.clear()
  }

  return {
    verbs: {
      async publish(message) {
        const { lastInsertRowid } = sql.publish.run(clock.now(), message)
        if (looking) own.add(Number(lastInsertRowid))
        listeners.tell(message)
      },
      subscribe(listener) {
        if (listeners.size === 0 && db.isOpen) start()
        const remove = listeners.add(listener)
        return () => {
          remove()
          if (listeners.size === 0) stop()
        }
      },
    } satisfies Partial<Storage>,

    stop(): void {
      stop()
      listeners.clear()
    },

    sweep: (most: number) => Number(sql.sweep.run(clock.now() - keptForMs, most).changes),
  }
}

function prepareStatements(db: DatabaseSync) {
  return {
    publish: db.prepare('INSERT INTO messages (at_ms, message) VALUES (?1, ?2)'),
    dataVersion: db.prepare('PRAGMA data_version'),
    last: db.prepare(`
      SELECT coalesce(max(seq), 0) AS last FROM sqlite_sequence WHERE name = 'messages'`),
    after: db.prepare('SELECT number, message FROM messages WHERE number > ?1 ORDER BY number'),
    sweep: db.prepare(`
      DELETE FROM messages WHERE number IN
        (SELECT number FROM messages WHERE at_ms <= ?1 ORDER BY number LIMIT ?2)`),
  }
}
