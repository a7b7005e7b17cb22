/** Leases in the SQLite file: held by one of all processes on it. storage.ts says why numbers outlive them. */
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../ports.ts'
import { fenceMemoryMs, type Storage } from './storage.ts'

export function createSqliteLeases(db: DatabaseSync, clock: Clock) {
  const sql = {
    // One statement takes a free lease or one that is over; `max` keeps numbers growing through both.
    take: db.prepare(`
      INSERT INTO leases (id, fence, until_ms)
      SELECT ?1, ?2, ?2 + ?3
      WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE id = ?1 AND until_ms > ?2)
      ON CONFLICT (id) DO UPDATE
      SET fence = max(fence + 1, excluded.fence), until_ms = excluded.until_ms
      WHERE until_ms <= ?2
      RETURNING fence`),
    setEnd: db.prepare(`
      UPDATE leases SET until_ms = ?4 WHERE id = ?1 AND fence = ?2 AND until_ms > ?3`),
    end: db.prepare('UPDATE leases SET until_ms = min(until_ms, ?2) WHERE id = ?1'),
    sweep: db.prepare(`
      DELETE FROM leases WHERE id IN
        (SELECT id FROM leases WHERE until_ms <= ?1 ORDER BY until_ms LIMIT ?2)`),
  }

  return {
    verbs: {
      async lease(id, forMs) {
        const [row] = sql.take.all(id, clock.now(), forMs)
        return row && Number(row['fence'])
      },
      async renewLease(id, fence, forMs) {
        const now = clock.now()
        return sql.setEnd.run(id, fence, now, now + forMs).changes === 1
      },
      async releaseLease(id, fence) {
        const now = clock.now()
        sql.setEnd.run(id, fence, now, now)
      },
    } satisfies Partial<Storage>,

    /** Whoever holds it. */
    end(id: string): void {
      sql.end.run(id, clock.now())
    },

    sweep: (most: number) => Number(sql.sweep.run(clock.now() - fenceMemoryMs, most).changes),
  }
}
