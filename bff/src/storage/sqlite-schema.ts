/**
 * The tables, and how a file of an earlier release gets them. A file of a later release is refused: we
 * would write rows that its owner misreads.
 *
 * To change the schema, append a migration and never edit an old one. During a rolling deploy the earlier
 * release still has the file open, so a migration may add, but not take away what that release reads.
 */
import type { DatabaseSync } from 'node:sqlite'
import { inOneStep } from './sqlite-one-step.ts'

const migrations = [
  // `records` keeps its rowid: a sealed token set is often larger than what WITHOUT ROWID likes (a twentieth
  // of a page), and with it reads took twice as long and writes half as long again. Tombstones are tiny.
  `CREATE TABLE records (
     id TEXT NOT NULL,
     kind TEXT NOT NULL,
     version INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     value BLOB NOT NULL,
     PRIMARY KEY (id, kind)
   ) STRICT;
   CREATE INDEX records_by_expiry ON records (expires_at_ms);

   CREATE TABLE tombstones (
     id TEXT NOT NULL PRIMARY KEY,
     until_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX tombstones_by_end ON tombstones (until_ms);`,

  // Marks die by trigger, whoever removes the session: also a process of the release before, which does
  // not know them. A message's number is never given twice (AUTOINCREMENT), swept or not.
  `CREATE TABLE marks (
     id TEXT NOT NULL,
     mark TEXT NOT NULL,
     PRIMARY KEY (id, mark)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX marks_by_mark ON marks (mark);
   CREATE TRIGGER marks_die_with_session AFTER DELETE ON records WHEN old.kind = 'session'
   BEGIN
     DELETE FROM marks WHERE id = old.id;
   END;

   CREATE TABLE leases (
     id TEXT NOT NULL PRIMARY KEY,
     fence INTEGER NOT NULL,
     until_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX leases_by_end ON leases (until_ms);

   CREATE TABLE messages (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     message TEXT NOT NULL
   ) STRICT;`,
]

/** The schema version is the number of migrations a file has been through. */
export function migrate(db: DatabaseSync): void {
  inOneStep(db, () => {
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
    if (version > migrations.length) {
      throw new Error(
        `The store file has schema ${version}; this release knows ${migrations.length} and older. ` +
          'Start the newer release, or name another file in STORE_URL.',
      )
    }
    if (version === migrations.length) return
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}
