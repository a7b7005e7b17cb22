/**
 * The former release, as far as a store knows it: what it left there (records.json), put into a store again, and
 * how it would read what it finds. Its reading is written down here once more and not imported: this is the
 * other side of the contract, and changes only when keep-records.ts is run for the next release.
 */
import { createDecipheriv, hash, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

type Row = Record<string, string | number>

export interface FormerRelease {
  atMs: number
  env: Record<'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'SESSION_KEYS', string>
  /** Of somebody who is signed in, and of somebody who was. */
  cookies: { inside: string; outside: string }
  /** SQLite's `user_version`: a file with a higher one is refused by it. */
  schema: number
  tables: string[]
  rows: Record<string, Row[]>
}

export const formerRelease = JSON.parse(
  readFileSync(new URL('records.json', import.meta.url), 'utf8'),
) as FormerRelease

export function writeFormerFile(path: string): void {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL')
  for (const table of formerRelease.tables) db.exec(table)
  db.exec(`PRAGMA user_version = ${formerRelease.schema}`)
  for (const [table, rows] of Object.entries(formerRelease.rows)) {
    for (const row of rows) {
      const names = Object.keys(row)
      const places = names.map(() => '?').join(', ')
      const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
      insert.run(...names.map((name) => (name === 'value' ? octets(row) : row[name]!)))
    }
  }
  db.close()
}

/** Key and value, as it lays the same rows down in Redis. */
export function formerKeys(): [key: string, value: Buffer][] {
  const { records = [], marks = [], tombstones = [] } = formerRelease.rows
  const marksOf = ({ id, kind }: Row) =>
    kind === 'session' ? marks.filter((row) => row['id'] === id).map(({ mark }) => mark) : []
  const living = records.map((row): [string, Buffer] => {
    const line = `${row['version']} ${row['expires_at_ms']} ${JSON.stringify(marksOf(row))}\n`
    return [
      `claimcheck:{id:${row['id']}}:${row['kind']}`,
      Buffer.concat([Buffer.from(line), octets(row)]),
    ]
  })
  const graves = tombstones.map((row): [string, Buffer] => [
    `claimcheck:{id:${row['id']}}:grave`,
    Buffer.from(String(row['until_ms'])),
  ])
  return [...living, ...graves]
}

export const idOf = (cookie: string) => hash('sha256', cookie, 'base64url')

/** @returns what it reads in a sealed value; it takes what it cannot open for nothing */
export function openAsFormer(id: string, kind: string, sealed: Uint8Array, keys: string): unknown {
  const master = Buffer.from(keys.split(',')[0]!, 'base64url')
  const purpose = 'claimcheck/records/v1'
  const key = new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), purpose, 32))
  const isOurs = sealed[0] === 1
  const keyId = hash('sha256', key, 'buffer').subarray(0, 4)
  if (!isOurs || Buffer.compare(sealed.subarray(1, 5), keyId) !== 0) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(5, 17))
  decipher.setAAD(Buffer.from(`${kind}\0${id}`)).setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(17, -16)), decipher.final()])
  return JSON.parse(text.toString())
}

export function octets(row: Row): Buffer {
  return Buffer.from(String(row['value']), 'base64url')
}
