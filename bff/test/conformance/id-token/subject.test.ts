/** `sub` is a non-empty string (OpenID Connect Core §2): nothing else can be compared with userinfo's. */
import { it } from 'vitest'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['empty', ''],
  ['a number', 7],
  ['an object', { id: 'ada' }],
  ['a list', ['ada']],
  ['null', null],
])('refuses an ID token whose sub is %s [ID-09, TK-10]', async (_what, sub) => {
  expectTokensUnused(await signIn({ idTokenClaims: (claims) => Object.assign(claims, { sub }) }))
})

it('refuses an empty sub also where userinfo is not asked [ID-09, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ idTokenClaims: (claims) => ({ ...claims, sub: '', name: 'Nobody' }) }),
  )
})
