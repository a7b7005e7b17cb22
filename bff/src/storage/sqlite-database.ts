/**
 * Opens the database file: private to this user, in WAL mode, with our tables. It may be open in several
 * processes of one machine at once; on a network file system it may not (WAL needs shared memory).
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './sqlite-schema.ts'

/** How long a writer waits for another process. Short, because the wait holds up the whole event loop. */
const busyTimeoutMs = 2_000

export function openDatabase(file: string): DatabaseSync {
  // Absolute, because SQLite gives `:memory:` and `file:…` meanings of their own.
  const path = resolve(file)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  makePrivate(path)
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs })
  try {
    useWriteAheadLog(db)
    migrate(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

// SQLite would create the file with 0644; its -wal and -shm files take over the mode of the main file.
// `wx`, never opened when it exists: closing any descriptor of a database file drops the locks of all
// connections this process has to it (sqlite.org/howtocorrupt.html §2.2).
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(path, 0o600)
  }
}

// WAL: readers never wait for a writer. NORMAL: no fsync per write (FULL made one three times as slow).
// A crash of the process loses nothing; a power cut may undo the last moments, a sign-in, a sign-out or a
// rotation, but leaves a consistent file. Whoever cannot accept that sets FULL here.
function useWriteAheadLog(db: DatabaseSync): void {
  retryWhileBusy(() => db.exec('PRAGMA journal_mode = WAL'))
  db.exec('PRAGMA synchronous = NORMAL')
}

// Two processes that create the file at the same moment both hold what the other needs; SQLite sees the
// deadlock and fails one at once, without regard to busy_timeout (sqlite.processes.test.ts).
function retryWhileBusy(step: () => void): void {
  const sqliteBusy = 5
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let waitedMs = 0; ; waitedMs += 20) {
    try {
      return step()
    } catch (error) {
      const isBusy = (error as { errcode?: number }).errcode === sqliteBusy
      if (!isBusy || waitedMs >= busyTimeoutMs) throw error
      Atomics.wait(sleeper, 0, 0, 20)
    }
  }
}
