/**
 * A record as it lies in Redis: one line `version expiresAtMs [marks]`, then the value's octets as they are.
 * The line is what scripts can read without knowing any format (redis-scripts.ts); it stands first, so that
 * they need not fetch a long value to judge a version.
 */
import type { StoredRecord } from './storage.ts'

export interface RedisRecord extends StoredRecord {
  marks: readonly string[]
}

// No encoded mark holds a line break: JSON writes it as `\n`.
export function encodeMarks(marks: readonly string[]): string {
  return JSON.stringify(marks)
}

export function decodeRecord(stored: Buffer): RedisRecord {
  const lineEnd = stored.indexOf('\n')
  const [version, expiresAtMs, ...marks] = stored.toString('utf8', 0, lineEnd).split(' ')
  return {
    version: Number(version),
    expiresAtMs: Number(expiresAtMs),
    marks: JSON.parse(marks.join(' ')) as string[],
    // A copy: Redis replies share the memory of whatever else the socket brought in that moment.
    value: new Uint8Array(stored.subarray(lineEnd + 1)),
  }
}
