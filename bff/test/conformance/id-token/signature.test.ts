/**
 * Every ID token's signature is verified, by a key the issuer publishes (ASVS 6.8.2), although it came
 * over TLS from the token endpoint.
 */
import { it } from 'vitest'
import { withBrokenSignature } from '../liar/forgeries.ts'
import { createSigningKey } from '../liar/keys.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses a signature with one flipped bit [ID-04, TK-10]', async () => {
  expectTokensUnused(await signIn({ idToken: withBrokenSignature }))
})

it('refuses a signature by a key nobody published [ID-04, ID-07, TK-10]', async () => {
  const unknown = await createSigningKey('RS256')
  expectTokensUnused(await signIn({ signWith: () => unknown }))
})

it('refuses a signature by another key under the name of the published one [ID-04, TK-10]', async () => {
  const other = await createSigningKey('RS256')
  expectTokensUnused(await signIn({ signWith: (keys) => ({ ...other, kid: keys.current().kid }) }))
})

it('refuses claims that were changed after signing [ID-04, TK-10]', async () => {
  expectTokensUnused(
    await signIn({
      idToken: (jwt) => {
        const [header, payload = '', signature] = jwt.split('.')
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
        const changed = JSON.stringify({ ...claims, sub: 'mallory' })
        return `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`
      },
    }),
  )
})

it('refuses something that is not a JWT at all [ID-04, TK-07, TK-10]', async () => {
  expectTokensUnused(await signIn({ idToken: () => 'not-a-token' }))
})
