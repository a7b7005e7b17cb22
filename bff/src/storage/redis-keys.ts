/**
 * Under which keys things lie in Redis. All that belongs to one id carries the id as hash tag, `{…}`, so a
 * cluster keeps it in one slot and one script can reach it all. The words before the id inside the tag are
 * for an id that is empty or begins with `}`: what stands between the braces must not be empty.
 *
 * Marks lie elsewhere, each in a slot of its own, since one mark leads to many ids.
 */
import type { Kind } from './storage.ts'

export const kinds = ['session', 'tokens', 'burned', 'replay', 'marker'] as const satisfies Kind[]

export type RedisKeys = ReturnType<typeof createRedisKeys>

export function createRedisKeys(prefix: string) {
  const of = (id: string, part: Kind | 'grave' | 'lease') => `${prefix}:{id:${id}}:${part}`
  const before = `${prefix}:{id:`

  return {
    record: (id: string, kind: Kind) => of(id, kind),
    records: (id: string) => kinds.map((kind) => of(id, kind)),
    grave: (id: string) => of(id, 'grave'),
    lease: (id: string) => of(id, 'lease'),
    mark: (mark: string) => `${prefix}:mark:${mark}`,
    messages: `${prefix}:messages`,
    /** With which every key of every id begins. */
    before,
    idOf: (key: string) => key.slice(before.length, key.lastIndexOf('}:')),
    /** Patterns know `*?[]\` and no braces. */
    everySession: `${before.replace(/[*?[\]\\]/g, '\\$&')}*}:session`,
  }
}
