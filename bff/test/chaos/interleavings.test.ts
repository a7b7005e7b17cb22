/**
 * Whatever the order of things: random programs of calls, sign-ins and sign-outs at several instances, in
 * random interleavings, against a model of what a session may do (interleavings/oracle.ts). Never a zombie,
 * never a lost newest token, never a token in the wrong session, nobody signed out without a cause.
 *
 * Here all goes well; what goes wrong is in interleavings/misfortunes.test.ts.
 */
import { it } from 'vitest'
import type { Weights } from './interleavings/commands.ts'
import { holdsFor } from './interleavings/property.ts'

const timeout = 600_000

it.each<[string, Weights]>([
  ['a session refreshes once, whoever calls where [TS-07]', { call: 8, tokenAges: 2, extend: 1 }],
  [
    'a session that has ended stays dead, whatever was under way [SC-14, TS-13]',
    {
      call: 8,
      tokenAges: 2,
      extend: 1,
      signIn: 1,
      signOut: 1,
      backChannel: 1,
      clockMoves: 1,
      serverRevokes: 1,
    },
  ],
])('%s', { timeout }, (_, weights) => holdsFor(weights))
