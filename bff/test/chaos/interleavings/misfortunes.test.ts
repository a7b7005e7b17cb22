/**
 * The same with what goes wrong: the store fails before or after its work, the authorization server cannot
 * be reached or its answer gets lost, time jumps, instances die in the middle of anything.
 */
import { it } from 'vitest'
import type { Weights } from './commands.ts'
import { holdsFor } from './property.ts'

const timeout = 600_000

it.each<[string, Weights]>([
  [
    'a session keeps its newest token while store and server fail [TS-09]',
    { call: 8, tokenAges: 2, storeFails: 2, serverFails: 1, clockMoves: 1 },
  ],
  [
    'a session survives all of it and crashes, or ends for a reason [TS-09, SC-14]',
    {
      call: 10,
      tokenAges: 2,
      extend: 1,
      signIn: 1,
      signOut: 1,
      backChannel: 1,
      clockMoves: 1,
      storeFails: 2,
      serverFails: 1,
      serverRevokes: 1,
      crash: 2,
    },
  ],
])('%s', { timeout }, (_, weights) => holdsFor(weights))
