/**
 * Several statements as one step: all of them happen, or none.
 *
 * IMMEDIATE, not the default DEFERRED: a deferred transaction that reads first and then writes cannot wait
 * for another writer (its snapshot is already old) and fails at once with SQLITE_BUSY, busy_timeout or not.
 */
import type { DatabaseSync } from 'node:sqlite'

export function inOneStep<T>(db: DatabaseSync, change: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // A full disk makes SQLite roll back by itself; a second ROLLBACK would hide the reason.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
