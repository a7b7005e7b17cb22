/**
 * Marks in the SQLite file: under which names a session can be found again. They die with their session by
 * trigger (sqlite-schema.ts); a mark of one that has expired but is not yet swept is passed over.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../ports.ts'
import type { Storage } from './storage.ts'

const pageSize = 500

export function createSqliteMarks(db: DatabaseSync, clock: Clock) {
  const sql = {
    remove: db.prepare('DELETE FROM marks WHERE id = ?1'),
    add: db.prepare('INSERT INTO marks (id, mark) VALUES (?1, ?2)'),
    find: db.prepare(`
      SELECT id FROM marks JOIN records USING (id)
      WHERE mark = ?1 AND kind = 'session' AND expires_at_ms > ?2`),
    sessions: db.prepare(`
      SELECT id FROM records WHERE kind = 'session' AND expires_at_ms > ?1 AND id > ?2
      ORDER BY id LIMIT ?3`),
    firstSessions: db.prepare(`
      SELECT id FROM records WHERE kind = 'session' AND expires_at_ms > ?1 ORDER BY id LIMIT ?2`),
  }

  return {
    verbs: {
      async find(mark) {
        return idsOf(sql.find.all(mark, clock.now()))
      },
      // By the last id and not by a count: ids that come and go meanwhile shift nothing.
      async sessions(cursor) {
        const now = clock.now()
        const ids = idsOf(
          cursor === undefined
            ? sql.firstSessions.all(now, pageSize)
            : sql.sessions.all(now, cursor, pageSize),
        )
        const last = ids.at(-1)
        return ids.length < pageSize || last === undefined ? { ids } : { ids, next: last }
      },
    } satisfies Partial<Storage>,

    /** In the transaction that writes the session. */
    put(id: string, marks: readonly string[]): void {
      sql.remove.run(id)
      for (const mark of marks) sql.add.run(id, mark)
    },
  }
}

function idsOf(rows: Record<string, unknown>[]): string[] {
  return rows.map(({ id }) => id as string)
}
