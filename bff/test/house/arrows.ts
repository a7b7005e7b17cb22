/**
 * Who may know whom:
 *
 *     main → app → { auth | api | spa } → floors → { oauth | limits } → session → storage → http → shared
 *
 * A room may use every room to its right and none to its left; doors never use each other. `config`,
 * `ports` and `events` are for everybody and know nobody; `observe` listens to events and is known to
 * `app` and `main` alone. Types count as well: who names another's type has to change with it. Only two
 * contracts may be named from below, because they were written to be agreed on before the rooms were.
 */
import type { Import } from './imports.ts'

/** From left to right; rooms in one line do not know each other. */
const order = [
  ['main'],
  ['app', 'workers', 'process'],
  ['auth', 'api', 'spa', 'observe'],
  ['floors'], // makes those below and hands them to the doors
  ['oauth', 'limits'],
  ['session'],
  ['storage'],
  ['http'],
  ['config', 'events', 'ports'],
  ['shared'],
]

const contracts = new Set(['bff/src/session/standing.ts', 'bff/src/storage/storage.ts'])

/** @returns what is wrong with it, or nothing */
export function arrowFault({ from, to, typeOnly }: Import): string | undefined {
  const [reader, read] = [roomOf(from), roomOf(to)]
  if (read === undefined || reader === read || (typeOnly && contracts.has(to))) return undefined
  return mayKnow(reader, read) ? undefined : `${from} must not know ${to}`
}

function mayKnow(reader: string | undefined, read: string): boolean {
  const [left, right] = [placeOf(reader), placeOf(read)]
  if (left === -1 || right === -1) return false
  if (read === 'observe') return left <= placeOf('app')
  if (reader === 'observe') return right > placeOf('http')
  return right > left || (isForEverybody(left) && isForEverybody(right))
}

const placeOf = (room = '') => order.findIndex((rooms) => rooms.includes(room))

const isForEverybody = (place: number) => place === placeOf('config')

/** `bff/src/auth/login.ts` is in `auth`, `bff/src/app.ts` is `app`, a package is nowhere. */
function roomOf(path: string): string | undefined {
  const room = /^bff\/src\/(\w+)/.exec(path)?.[1]
  if (room !== undefined) return room
  if (path.startsWith('shared/')) return 'shared'
  // bff/dev, test, bench and cli, and the web app: nothing of the server may know them.
  return /^(bff|web)\//.test(path) ? 'outside' : undefined
}
