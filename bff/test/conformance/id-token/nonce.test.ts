/**
 * The nonce ties the ID token to this browser's transaction: another one is the sign of an injected code
 * (RFC 9700 §4.5.3.2), and so is none at all.
 */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { openEncounter, signIn } from '../sign-in.ts'

it('refuses an ID token without nonce [ID-10, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: without('nonce') }))
})

it.each(['', 7, null])('refuses an ID token whose nonce is %o [ID-10, TK-10]', async (nonce) => {
  expectTokensUnused(await signIn({ idTokenClaims: (claims) => ({ ...claims, nonce }) }))
})

it('refuses the nonce of an earlier login [ID-10, TK-10]', async () => {
  const { liar, signIn } = await openEncounter()
  liar.lie({ wire: { token: (answer) => ({ ...answer, status: 503 }) } })
  await signIn()
  const nonce = liar.seen.authorize[0]?.url.searchParams.get('nonce')
  expect(nonce).toMatch(/^[\w-]{22,64}$/)
  liar.lie({ wire: {}, idTokenClaims: (claims) => ({ ...claims, nonce }) })
  expectTokensUnused(await signIn())
})
