/** Which marks a write puts on its record. */
import type { Kind, WriteOptions } from './storage.ts'

/** @throws Error for another kind than a session: nothing would find or remove its marks */
export function marksOf(kind: Kind, { marks = [] }: WriteOptions): readonly string[] {
  if (kind !== 'session' && marks.length > 0) {
    throw new Error(`A record of kind "${kind}" cannot carry marks; put them on the session.`)
  }
  return [...new Set(marks)]
}
