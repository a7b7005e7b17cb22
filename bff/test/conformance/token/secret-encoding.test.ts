/**
 * RFC 6749 §2.3.1: both halves of Basic are form-encoded before they are joined by a colon. The liar
 * decodes strictly, so a raw `:`, `+` or `%` would make it another secret.
 */
import { it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  'with:colon',
  'with+plus',
  'with%percent',
  'with%2Bsomething-that-looks-encoded',
  'with space',
  'with&ampersand=equals',
  'with-é-and-ß',
  ': + % & é',
])('authenticates with the secret "%s" [TK-03]', async (clientSecret) => {
  expectSignedIn(await signIn({ clientSecret, clientAuth: ['client_secret_basic'] }))
})

it('authenticates with a client id that needs encoding too [TK-03]', async () => {
  const clientId = 'https://app.example/:client+1%'
  expectSignedIn(await signIn({ clientId, clientAuth: ['client_secret_basic'] }))
})
