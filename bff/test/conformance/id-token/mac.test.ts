/** HS256 chosen by name: the client secret is the MAC key (OpenID Connect Core §3.1.3.7-8). */
import { it } from 'vitest'
import { announcing } from '../liar/forgeries.ts'
import { honest } from '../liar/lies.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_ID_TOKEN_ALG: 'HS256' }
const discovery = announcing('HS256')
const agreed = {
  alg: 'HS256',
  kid: undefined,
  privateKey: new TextEncoder().encode(honest.clientSecret),
  publicJwk: { kty: 'oct' },
}

it('accepts a MAC with the client secret when told to [ID-05]', async () => {
  expectSignedIn(await signIn({ discovery, signWith: () => agreed }, { env }))
})

it('refuses a MAC with another secret [ID-04, ID-05, TK-10]', async () => {
  const privateKey = new TextEncoder().encode('another secret of more than thirty-two octets')
  expectTokensUnused(
    await signIn({ discovery, signWith: () => ({ ...agreed, privateKey }) }, { env }),
  )
})

it('refuses an RS256 signature where HS256 is fixed [ID-05, TK-10]', async () => {
  expectTokensUnused(await signIn({ discovery }, { env }))
})
