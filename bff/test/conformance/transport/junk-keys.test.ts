/** A JWKS with things in it that are no keys, or no keys for us: the right one among them still works. */
import { it } from 'vitest'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const junk = [
  { kty: 'quantum', kid: 'q' },
  { kty: 'RSA' },
  { kty: 'oct', k: 'AAAA', kid: 'o' },
  { kty: 'EC', crv: 'P-256', x: '!', y: '?' },
]

it('finds the right key among junk [ID-07]', async () => {
  expectSignedIn(await signIn({ jwks: ({ keys }) => ({ keys: [...junk, ...keys] }) }))
})

it.each([
  ['only junk', { keys: junk }],
  ['no keys', { keys: [] }],
  ['no list', {}],
  ['a list that is none', { keys: 'all of them' }],
  ['numbers for keys', { keys: [1, 2, 3] }],
])('refuses every ID token when the JWKS has %s [ID-04, ID-07, TK-10]', async (_what, set) => {
  expectTokensUnused(await signIn({ jwks: () => set }))
})

it('refuses an ID token by a key whose numbers were spoilt [ID-04, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ jwks: ({ keys }) => ({ keys: keys.map((key) => ({ ...key, n: 'AAAA' })) }) }),
  )
})
