/** `expires_in` is a hint, often missing, sometimes strange (RFC 6749 §5.1 only RECOMMENDS it). */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('signs in without expires_in [TK-08]', async () => {
  expectSignedIn(await signIn({ tokenResponse: without('expires_in') }))
})

it.each([
  ['a numeral as a string', '300'],
  ['nothing left', 0],
  ['a fraction', 299.5],
  ['a thousand years', 31_536_000_000],
])('signs in with an expires_in that is %s [TK-08]', async (_what, expires_in) => {
  expectSignedIn(await signIn({ tokenResponse: (response) => ({ ...response, expires_in }) }))
})

it.each([
  ['negative', -1],
  ['a word', 'soon'],
  ['an object', {}],
])('refuses an expires_in that is %s [TK-07, TK-10]', async (_what, expires_in) => {
  expectTokensUnused(await signIn({ tokenResponse: (response) => ({ ...response, expires_in }) }))
})
