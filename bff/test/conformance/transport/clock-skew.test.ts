/**
 * The server's clock is wrong as a whole: every time it writes is early or late by the same amount. Within
 * the tolerance (30 s unless set) nobody notices; beyond it the ID token is not of now (ID-08).
 */
import { it } from 'vitest'
import { expectSignedIn, expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

function clockOff(seconds: number) {
  return { clock: { now: () => Date.now() + seconds * 1000 } }
}

it.each([-20, 20])('signs in at a server whose clock is %i s off [ID-08]', async (seconds) => {
  expectSignedIn(await signIn(clockOff(seconds)))
})

it.each([-600, -86_400, 600, 86_400])(
  'signs nobody in at a server whose clock is %i s off [ID-08, TK-10]',
  async (seconds) => {
    expectTokensUnused(await signIn(clockOff(seconds)))
  },
)
