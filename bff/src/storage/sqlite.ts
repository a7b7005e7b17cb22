/**
 * Storage in an SQLite file: survives restarts, serves several processes on one machine. node:sqlite works
 * synchronously, which suits records this small (microseconds each, no thread to wait for). Each verb is one
 * statement where that is possible and one immediate transaction where not. Statements that return rows are
 * run with `all`, to their end, because only there SQLite commits and tells of a full disk.
 *
 * Values are kept as they come; sealing them is left to `sealed.ts`, naming an outage to `guarded.ts`.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../ports.ts'
import { marksOf } from './marks.ts'
import { openDatabase } from './sqlite-database.ts'
import { createSqliteChanges } from './sqlite-changes.ts'
import { createSqliteLeases } from './sqlite-leases.ts'
import { createSqliteMarks } from './sqlite-marks.ts'
import { createSqliteMessages } from './sqlite-messages.ts'
import { inOneStep } from './sqlite-one-step.ts'
import { type Kind, type Storage, type StoredRecord, sweepBatch } from './storage.ts'

interface Row extends StoredRecord {
  kind: Kind
}

export function createSqliteStorage(file: string, clock: Clock): Storage {
  const db = openDatabase(file)
  const sql = prepareStatements(db)
  const leases = createSqliteLeases(db, clock)
  const marks = createSqliteMarks(db, clock)
  const messages = createSqliteMessages(db, clock)

  return {
    ...leases.verbs,
    ...marks.verbs,
    ...messages.verbs,
    changes: createSqliteChanges(db),

    async read(id) {
      const records: Partial<Record<Kind, StoredRecord>> = {}
      // The one place where SQLite's columns become our type: the table is STRICT.
      for (const row of sql.read.all(id, clock.now()) as unknown as Row[]) {
        records[row.kind] = recordOf(row)
      }
      return records
    },

    async write(id, kind, value, options) {
      const names = marksOf(kind, options)
      const { ifVersion, expiresAtMs, fence = null } = options
      const write = () => {
        const { changes } =
          ifVersion === 0
            ? sql.create.run(id, kind, expiresAtMs, value, clock.now(), fence)
            : sql.replace.run(id, kind, expiresAtMs, value, clock.now(), fence, ifVersion)
        return changes === 1
      }
      const writeWithMarks = () => {
        const written = write()
        if (written) marks.put(id, names)
        return written
      }
      const written = kind === 'session' ? inOneStep(db, writeWithMarks) : write()
      return written ? ifVersion + 1 : undefined
    },

    async take(id, kind) {
      const [row] = sql.take.all(id, kind, clock.now()) as unknown as Row[]
      return row && recordOf(row)
    },

    async extend(id, expiresAtMs) {
      return sql.extend.run(id, expiresAtMs, clock.now()).changes > 0
    },

    async bury(id, untilMs) {
      return inOneStep(db, () => {
        sql.bury.run(id, untilMs)
        leases.end(id)
        const removed = sql.removeAll.all(id) as unknown as StoredRecord[]
        return removed.some(({ expiresAtMs }) => expiresAtMs > clock.now())
      })
    },

    async sweep() {
      return inOneStep(db, () => {
        const now = clock.now()
        let swept = Number(sql.sweepRecords.run(now, sweepBatch).changes)
        swept += Number(sql.sweepTombstones.run(now, sweepBatch - swept).changes)
        swept += leases.sweep(sweepBatch - swept)
        return swept + messages.sweep(sweepBatch - swept)
      })
    },

    async ping() {
      sql.ping.get()
    },

    async close() {
      messages.stop()
      if (db.isOpen) db.close()
    },
  }
}

function prepareStatements(db: DatabaseSync) {
  return {
    read: db.prepare(`
      SELECT kind, value, version, expires_at_ms AS expiresAtMs
      FROM records WHERE id = ?1 AND expires_at_ms > ?2`),
    // An expired row may still lie there; for the caller it is absent, so it is overwritten.
    create: db.prepare(`
      INSERT INTO records (id, kind, version, expires_at_ms, value)
      SELECT ?1, ?2, 1, ?3, ?4
      WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE id = ?1 AND until_ms > ?5) AND ${isFenced}
      ON CONFLICT (id, kind) DO UPDATE
      SET version = 1, expires_at_ms = excluded.expires_at_ms, value = excluded.value
      WHERE expires_at_ms <= ?5`),
    // Needs no look at the tombstones: burying leaves no row to replace, and `create` adds none.
    replace: db.prepare(`
      UPDATE records SET version = version + 1, expires_at_ms = ?3, value = ?4
      WHERE id = ?1 AND kind = ?2 AND version = ?7 AND expires_at_ms > ?5 AND ${isFenced}`),
    take: db.prepare(`
      DELETE FROM records WHERE id = ?1 AND kind = ?2 AND expires_at_ms > ?3
      RETURNING kind, value, version, expires_at_ms AS expiresAtMs`),
    extend: db.prepare(`
      UPDATE records SET expires_at_ms = ?2 WHERE id = ?1 AND expires_at_ms > ?3`),
    bury: db.prepare(`
      INSERT INTO tombstones (id, until_ms) VALUES (?1, ?2)
      ON CONFLICT (id) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`),
    // Expired rows too: if the machine's clock were set back, they would be alive again.
    removeAll: db.prepare(`
      DELETE FROM records WHERE id = ?1 RETURNING expires_at_ms AS expiresAtMs`),
    sweepRecords: db.prepare(`
      DELETE FROM records WHERE rowid IN
        (SELECT rowid FROM records WHERE expires_at_ms <= ?1 ORDER BY expires_at_ms LIMIT ?2)`),
    sweepTombstones: db.prepare(`
      DELETE FROM tombstones WHERE id IN
        (SELECT id FROM tombstones WHERE until_ms <= ?1 ORDER BY until_ms LIMIT ?2)`),
    // Of a table, so that the file must answer and not only the library.
    ping: db.prepare('SELECT 1 FROM tombstones LIMIT 1'),
  }
}

/** Without a fence nothing is asked. ?1 the id, ?5 now, ?6 the fence. */
const isFenced = `(?6 IS NULL OR EXISTS (
        SELECT 1 FROM leases WHERE id = ?1 AND fence = ?6 AND until_ms > ?5))`

function recordOf({ value, version, expiresAtMs }: StoredRecord): StoredRecord {
  return { value, version, expiresAtMs }
}
